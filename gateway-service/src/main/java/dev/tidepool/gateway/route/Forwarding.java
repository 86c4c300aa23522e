package dev.tidepool.gateway.route;

import dev.tidepool.gateway.client.Client;
import dev.tidepool.kernel.log.RequestContext;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;

/**
 * What the proxy needs to know of a request beyond the request itself.
 *
 * @param path normalised, without the query
 * @param pathAndQuery as it goes to the service: the path normalised, the query as it came
 * @param authorization header with the internal token
 * @param client who the service is told it serves
 * @param traceparent header (W3C Trace Context)
 */
public record Forwarding(
        Route route,
        Upstream upstream,
        String path,
        String pathAndQuery,
        CharSequence authorization,
        Client client,
        String requestId,
        String traceparent) {

    private static final CharSequence REQUEST_ID = HttpHeaders.createOptimized(RequestContext.REQUEST_ID_HEADER);
    private static final CharSequence TRACE = HttpHeaders.createOptimized("traceparent");

    /** An export is known by its name where a line of the table stands for paths that only the service knows. */
    TimeoutClass timeout() {
        return route.template().endsWith("/**") && path.endsWith("/export") ? TimeoutClass.EXPORT : route.timeout();
    }

    /** Writes what the gateway itself says to the service. */
    void stamp(MultiMap headers) {
        headers.set(HttpHeaders.AUTHORIZATION, authorization);
        headers.set(REQUEST_ID, requestId);
        headers.set(TRACE, traceparent);
    }
}
