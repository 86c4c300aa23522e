package dev.tidepool.gateway.edge;

import dev.tidepool.gateway.auth.Authentication;
import dev.tidepool.gateway.auth.Authenticator;
import dev.tidepool.gateway.realtime.SocketOwners;
import dev.tidepool.gateway.realtime.TicketService;
import dev.tidepool.gateway.socket.SocketOwner;
import dev.tidepool.gateway.standing.PresentCredentials;
import io.vertx.core.Future;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;

/** Tickets as credentials of WebSocket handshakes, in the query. */
@Singleton
class SocketTickets {

    private final TicketService tickets;
    private final PresentCredentials credentials;
    private final Authenticator authenticator;

    SocketTickets(TicketService tickets, PresentCredentials credentials, Authenticator authenticator) {
        this.tickets = tickets;
        this.credentials = credentials;
        this.authenticator = authenticator;
    }

    /** Whose ticket the handshake shows, or empty when it shows none. */
    Optional<Future<Authentication>> redeem(Exchange exchange) {
        return TicketService.in(exchange.request().query())
                .map(ticket -> tickets.redeem(ticket).compose(owner -> resultOf(owner, exchange)));
    }

    /** Revoked, logged out or lowered since: the ticket is worth what its credential is worth by now. */
    private Future<Authentication> resultOf(Optional<SocketOwner> found, Exchange exchange) {
        return found.filter(owner -> owner.expiresAt().isAfter(Instant.now()))
                .map(this::present)
                .orElseGet(() -> Future.succeededFuture(Optional.empty()))
                .compose(present -> present.<Future<Authentication>>map(Future::succeededFuture)
                        .orElseGet(() -> authenticator.refuse(exchange.origin(), "ticket unknown, used or outlived")));
    }

    private Future<Optional<Authentication.Known>> present(SocketOwner owner) {
        return credentials
                .of(owner.credential(), owner.member())
                .map(present -> present.map(now -> new Authentication.Known(
                        now.member(),
                        owner.credential(),
                        now.endsAt().or(() -> SocketOwners.end(owner)),
                        now.perMinute())));
    }
}
