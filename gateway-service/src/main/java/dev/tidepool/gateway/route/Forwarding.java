package dev.tidepool.gateway.route;

/**
 * What the proxy needs to know of a request beyond the request itself.
 *
 * @param path normalised, without the query
 * @param pathAndQuery as it goes to the service: the path normalised, the query as it came
 * @param authorization header with the internal token
 * @param traceparent header (W3C Trace Context)
 */
public record Forwarding(
        Route route,
        Upstream upstream,
        String path,
        String pathAndQuery,
        CharSequence authorization,
        String requestId,
        String traceparent) {}
