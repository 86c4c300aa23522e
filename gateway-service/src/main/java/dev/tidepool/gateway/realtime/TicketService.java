package dev.tidepool.gateway.realtime;

import dev.tidepool.gateway.socket.SocketOwner;
import dev.tidepool.kernel.problem.Problem;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Tickets: a credential for one handshake, for browsers, which can set no header on it. A ticket is worth what the credential was
 * that it was asked with, for a moment, once, on whichever gateway it is shown first.
 */
@ApplicationScoped
public class TicketService {

    private static final Logger LOG = Logger.getLogger(TicketService.class);

    private final TicketRepository repository;
    private final RealtimeConfig config;
    private final MeterRegistry metrics;
    private final SecureRandom random = new SecureRandom();

    TicketService(TicketRepository repository, RealtimeConfig config, MeterRegistry metrics) {
        this.repository = repository;
        this.config = config;
        this.metrics = metrics;
    }

    /** A new ticket of the caller's. Fails with 503 while Redis is away: nobody could use it. */
    Future<TicketView> issue(SocketOwner owner) {
        byte[] bytes = new byte[Ticket.RANDOM_BYTES];
        random.nextBytes(bytes);
        String ticket = Ticket.of(bytes);
        Instant expiresAt = Instant.now().plus(config.ticketLifetime());
        return repository
                .put(Ticket.hash(ticket), TicketHolder.write(owner), config.ticketLifetime())
                .map(stored -> new TicketView(
                        ticket, expiresAt, config.ticketLifetime().toSeconds()))
                .recover(failure -> unavailable(failure));
    }

    /** The ticket in a raw query, if there is one. */
    public static Optional<String> in(@Nullable String query) {
        return Ticket.in(query);
    }

    /** The raw query without its ticket: what others may see of it. */
    public static @Nullable String removedFrom(@Nullable String query) {
        return Ticket.removedFrom(query);
    }

    /** Uses a ticket up. @return whose it was, or empty for one that is unknown, used or too old */
    public Future<Optional<SocketOwner>> redeem(String ticket) {
        if (!Ticket.isOne(ticket)) {
            return Future.succeededFuture(counted(Optional.empty()));
        }
        return repository.take(Ticket.hash(ticket)).map(found -> counted(found.map(TicketHolder::read)));
    }

    private Optional<SocketOwner> counted(Optional<SocketOwner> owner) {
        metrics.counter("tidepool.realtime.tickets", "outcome", owner.isPresent() ? "redeemed" : "refused")
                .increment();
        return owner;
    }

    private static <T> Future<T> unavailable(Throwable failure) {
        LOG.warnf("event=ticket_not_stored reason=%s", failure.toString());
        return Future.failedFuture(
                Problem.unavailable("Tickets cannot be issued right now. Try again.", Duration.ofSeconds(1)));
    }
}
