package dev.tidepool.gateway.route;

/**
 * What the proxy needs to know of a request beyond the request itself.
 *
 * @param pathAndQuery as it goes to the service: the path normalised, the query as it came
 * @param internalToken compact JWT
 */
public record Forwarding(Route route, Upstream upstream, String pathAndQuery, String internalToken, String requestId) {}
