package dev.tidepool.gateway.route;

import io.vertx.core.MultiMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Which headers cross the gateway, in either direction. Names are compared in lower case. Pure. */
final class HeaderRules {

    /** RFC 9110, section 7.6.1, and what older peers send. */
    private static final Set<String> HOP_BY_HOP = Set.of(
            "connection",
            "keep-alive",
            "proxy-connection",
            "proxy-authenticate",
            "proxy-authorization",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "http2-settings");

    /** Credentials, what the gateway sets itself, and the trace context, which the client adds from the gateway's span. */
    private static final Set<String> NOT_TO_SERVICES = Set.of(
            "authorization",
            "x-api-key",
            "cookie",
            "cookie2",
            "host",
            "expect",
            "forwarded",
            "via",
            "x-request-id",
            "x-real-ip",
            "x-client-ip",
            "x-original-url",
            "x-rewrite-url",
            "x-http-method-override",
            "x-method-override",
            "traceparent",
            "tracestate",
            "baggage",
            "b3");

    /** However these end, they claim an identity or an origin that only the gateway may state. */
    private static final String[] FORGEABLE = {
        "x-tidepool-", "x-user-", "x-organization-", "x-org-", "x-forwarded-", "x-auth-", "x-b3-", "x-remote-"
    };

    private static final Set<String> NOT_TO_CLIENTS =
            Set.of("server", "x-powered-by", "x-request-id", "set-cookie", "x-response-time", "www-authenticate");

    private HeaderRules() {}

    static boolean reachesServices(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (HOP_BY_HOP.contains(lower) || NOT_TO_SERVICES.contains(lower)) {
            return false;
        }
        for (String prefix : FORGEABLE) {
            if (lower.startsWith(prefix)) {
                return false;
            }
        }
        return !isWebSocketHandshake(lower);
    }

    static boolean reachesClients(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return !HOP_BY_HOP.contains(lower)
                && !NOT_TO_CLIENTS.contains(lower)
                && !lower.startsWith("access-control-")
                && !lower.startsWith("x-tidepool-");
    }

    /** Copies what may reach a service, less what the client's Connection header names. */
    static void copyToService(MultiMap from, MultiMap to) {
        Set<String> named = namedByConnection(from);
        for (Map.Entry<String, String> header : from) {
            if (reachesServices(header.getKey()) && !isNamed(named, header.getKey())) {
                to.add(header.getKey(), header.getValue());
            }
        }
    }

    static void copyToClient(MultiMap from, MultiMap to) {
        Set<String> named = namedByConnection(from);
        for (Map.Entry<String, String> header : from) {
            if (reachesClients(header.getKey()) && !isNamed(named, header.getKey())) {
                to.add(header.getKey(), header.getValue());
            }
        }
    }

    private static boolean isNamed(Set<String> named, String name) {
        return !named.isEmpty() && named.contains(name.toLowerCase(Locale.ROOT));
    }

    private static Set<String> namedByConnection(MultiMap headers) {
        String connection = headers.get("connection");
        if (connection == null || connection.equalsIgnoreCase("keep-alive") || connection.equalsIgnoreCase("close")) {
            return Set.of();
        }
        Set<String> names = new java.util.HashSet<>();
        for (String name : connection.toLowerCase(Locale.ROOT).split(",", -1)) {
            names.add(name.strip());
        }
        // What frames the body is not the client's to drop.
        names.remove("content-length");
        return names;
    }

    private static boolean isWebSocketHandshake(String lower) {
        return lower.startsWith("sec-websocket-");
    }
}
