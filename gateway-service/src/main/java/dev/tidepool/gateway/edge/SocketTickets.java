package dev.tidepool.gateway.edge;

import dev.tidepool.gateway.audit.Origin;
import dev.tidepool.gateway.auth.Authentication;
import dev.tidepool.gateway.auth.Authenticator;
import dev.tidepool.gateway.realtime.TicketService;
import dev.tidepool.gateway.socket.SocketOwner;
import io.opentelemetry.api.trace.Span;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Tickets as credentials of WebSocket handshakes, in the query. */
@ApplicationScoped
class SocketTickets {

    private final TicketService tickets;
    private final Authenticator authenticator;

    SocketTickets(TicketService tickets, Authenticator authenticator) {
        this.tickets = tickets;
        this.authenticator = authenticator;
    }

    /** Whose ticket the handshake shows, or empty when it shows none. */
    Optional<Future<Authentication>> redeem(RoutingContext routing) {
        if (!EdgeRequest.of(routing).route().isSocket()) {
            return Optional.empty();
        }
        return TicketService.in(routing.request().query()).map(ticket -> {
            hide(Span.current());
            return tickets.redeem(ticket).compose(owner -> resultOf(owner, routing));
        });
    }

    private Future<Authentication> resultOf(Optional<SocketOwner> owner, RoutingContext routing) {
        return owner.<Future<Authentication>>map(found -> Future.succeededFuture(found.toKnown()))
                .orElseGet(() -> authenticator.refuse(Origin.of(routing), "unknown or used ticket"));
    }

    /** The instrumentation has put the query on the span. */
    private static void hide(Span span) {
        if (span.isRecording()) {
            span.setAttribute("url.query", "[redacted]");
        }
    }
}
