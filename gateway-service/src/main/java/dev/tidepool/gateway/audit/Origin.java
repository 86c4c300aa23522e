package dev.tidepool.gateway.audit;

import dev.tidepool.gateway.client.Clients;
import dev.tidepool.kernel.log.RequestContext;
import io.vertx.ext.web.RoutingContext;

/**
 * Where a request came from, as the audit trail tells it.
 *
 * @param clientAddress the client's address, or {@code -} for what the gateway does by itself
 */
public record Origin(String clientAddress, String requestId) {

    /** Of what no request asked for, such as a job's work. */
    public static final Origin NONE = new Origin("-", "-");

    public static Origin of(RoutingContext routing) {
        return new Origin(Clients.of(routing).address(), RequestContext.requestId(routing));
    }
}
