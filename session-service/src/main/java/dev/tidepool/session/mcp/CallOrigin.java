package dev.tidepool.session.mcp;

import dev.tidepool.kernel.log.RequestContext;
import io.opentelemetry.context.Context;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/**
 * The request that a call came with. The protocol's library handles each message in a context of its own, which knows neither the
 * request's id nor its trace.
 */
record CallOrigin(String requestId, Context trace) {

    private static final String KEY = "tidepool.mcp.origin";

    /** Remembers a request from within its own context. */
    static void remember(RoutingContext routing) {
        routing.put(KEY, new CallOrigin(RequestContext.requestId(routing), Context.current()));
    }

    static CallOrigin of(@Nullable RoutingContext routing) {
        @Nullable CallOrigin known = routing == null ? null : routing.get(KEY);
        return known == null ? new CallOrigin("-", Context.root()) : known;
    }
}
