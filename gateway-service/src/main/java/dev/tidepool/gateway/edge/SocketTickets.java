package dev.tidepool.gateway.edge;

import dev.tidepool.gateway.auth.Authentication;
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

    SocketTickets(TicketService tickets) {
        this.tickets = tickets;
    }

    /** Whose ticket the handshake shows, or empty when it shows none. */
    Optional<Future<Authentication>> redeem(RoutingContext routing) {
        if (!EdgeRequest.of(routing).route().isSocket()) {
            return Optional.empty();
        }
        return TicketService.in(routing.request().query()).map(ticket -> {
            hide(Span.current());
            return tickets.redeem(ticket).map(SocketTickets::resultOf);
        });
    }

    private static Authentication resultOf(Optional<SocketOwner> owner) {
        return owner.<Authentication>map(SocketOwner::toKnown)
                .orElseGet(() -> new Authentication.Refused("unknown or used ticket"));
    }

    /** The instrumentation has put the query on the span. */
    private static void hide(Span span) {
        if (span.isRecording()) {
            span.setAttribute("url.query", "[redacted]");
        }
    }
}
