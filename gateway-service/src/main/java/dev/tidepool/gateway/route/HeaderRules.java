package dev.tidepool.gateway.route;

import dev.tidepool.gateway.client.Client;
import io.netty.handler.codec.http.HttpHeaders;
import io.vertx.core.MultiMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Which headers cross the gateway, in either direction, whatever their case. Pure. */
final class HeaderRules {

    /** RFC 9110, section 7.6.1, and what older peers send. */
    private static final List<String> HOP_BY_HOP = List.of(
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

    /**
     * Credentials, what the gateway sets itself, and the trace context, which the gateway continues. However those that end in
     * {@code *} end, they claim an identity or an origin that only the gateway may state, or belong to a handshake of its own.
     */
    private static final HeaderNames NOT_TO_SERVICES = HeaderNames.of(
            HOP_BY_HOP,
            List.of(
                    "authorization",
                    "x-api-key",
                    "cookie",
                    "cookie2",
                    "host",
                    "expect",
                    "forwarded",
                    "via",
                    "x-request-id",
                    "x-retry-attempt",
                    "x-real-ip",
                    "x-client-ip",
                    "x-original-url",
                    "x-rewrite-url",
                    "x-http-method-override",
                    "x-method-override",
                    "traceparent",
                    "tracestate",
                    "baggage",
                    "b3",
                    "x-tidepool-*",
                    "x-user-*",
                    "x-organization-*",
                    "x-org-*",
                    "x-forwarded-*",
                    "x-auth-*",
                    "x-b3-*",
                    "x-remote-*",
                    "sec-websocket-*"));

    private static final HeaderNames NOT_TO_CLIENTS = HeaderNames.of(
            HOP_BY_HOP,
            List.of(
                    "server",
                    "x-powered-by",
                    "x-request-id",
                    "set-cookie",
                    "x-response-time",
                    "www-authenticate",
                    "x-cache",
                    "ratelimit*",
                    "x-ratelimit-*",
                    "access-control-*",
                    "x-tidepool-*"));

    private static final CharSequence FORWARDED_FOR = io.vertx.core.http.HttpHeaders.createOptimized("X-Forwarded-For");
    private static final CharSequence FORWARDED_PROTO =
            io.vertx.core.http.HttpHeaders.createOptimized("X-Forwarded-Proto");
    private static final CharSequence FORWARDED_HOST =
            io.vertx.core.http.HttpHeaders.createOptimized("X-Forwarded-Host");

    private HeaderRules() {}

    static boolean reachesServices(CharSequence name) {
        return !NOT_TO_SERVICES.contains(name);
    }

    static boolean reachesClients(CharSequence name) {
        return !NOT_TO_CLIENTS.contains(name);
    }

    /** Copies what may reach a service, less what the client's Connection header names. */
    static void copyToService(MultiMap from, MultiMap to) {
        copy(from, to, NOT_TO_SERVICES);
    }

    static void copyToClient(MultiMap from, MultiMap to) {
        copy(from, to, NOT_TO_CLIENTS);
    }

    /** Tells a service whom it serves. Nobody else's word on that reaches it. */
    static void tellClient(MultiMap to, Client client) {
        to.set(FORWARDED_FOR, client.address());
        to.set(FORWARDED_PROTO, client.scheme());
        if (!client.host().isEmpty()) {
            to.set(FORWARDED_HOST, client.host());
        }
    }

    private static void copy(MultiMap from, MultiMap to, HeaderNames kept) {
        Set<String> named = namedByConnection(from);
        if (named.isEmpty() && from instanceof HttpHeaders decoded) {
            // As they were decoded, without making strings of them.
            for (var entries = decoded.iteratorCharSequence(); entries.hasNext(); ) {
                Map.Entry<CharSequence, CharSequence> header = entries.next();
                if (!kept.contains(header.getKey())) {
                    to.add(header.getKey(), header.getValue());
                }
            }
            return;
        }
        for (Map.Entry<String, String> header : from) {
            if (!kept.contains(header.getKey())
                    && !named.contains(header.getKey().toLowerCase(Locale.ROOT))) {
                to.add(header.getKey(), header.getValue());
            }
        }
    }

    private static Set<String> namedByConnection(MultiMap headers) {
        List<String> connections = headers.getAll(io.vertx.core.http.HttpHeaders.CONNECTION);
        if (connections.isEmpty()) {
            return Set.of();
        }
        String connection = connections.size() == 1 ? connections.getFirst() : String.join(",", connections);
        if (connection.equalsIgnoreCase("keep-alive") || connection.equalsIgnoreCase("close")) {
            return Set.of();
        }
        Set<String> names = new HashSet<>();
        for (String name : connection.toLowerCase(Locale.ROOT).split(",", -1)) {
            names.add(name.strip());
        }
        // What frames the body is not the client's to drop.
        names.remove("content-length");
        return names;
    }
}
