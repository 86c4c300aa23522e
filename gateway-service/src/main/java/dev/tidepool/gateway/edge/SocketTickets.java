package dev.tidepool.gateway.edge;

import dev.tidepool.gateway.auth.Authentication;
import dev.tidepool.gateway.auth.Authenticator;
import dev.tidepool.gateway.realtime.SocketOwners;
import dev.tidepool.gateway.realtime.TicketService;
import dev.tidepool.gateway.socket.SocketOwner;
import io.vertx.core.Future;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Tickets as credentials of WebSocket handshakes, in the query. */
@Singleton
class SocketTickets {

    private final TicketService tickets;
    private final Authenticator authenticator;

    SocketTickets(TicketService tickets, Authenticator authenticator) {
        this.tickets = tickets;
        this.authenticator = authenticator;
    }

    /** Whose ticket the handshake shows, or empty when it shows none. */
    Optional<Future<Authentication>> redeem(Exchange exchange) {
        return TicketService.in(exchange.request().query())
                .map(ticket -> tickets.redeem(ticket).compose(owner -> resultOf(owner, exchange)));
    }

    private Future<Authentication> resultOf(Optional<SocketOwner> owner, Exchange exchange) {
        return owner.<Future<Authentication>>map(found -> Future.succeededFuture(SocketOwners.known(found)))
                .orElseGet(() -> authenticator.refuse(exchange.origin(), "unknown or used ticket"));
    }
}
