package dev.tidepool.gateway.edge;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Answers for browsers: an allowed origin is named in the answer, any other is not, and the browser keeps the answer from its
 * page. Credentials never ride along: there are no cookies.
 */
@Singleton
class Cors {

    private static final String ALLOWED_HEADERS =
            "Authorization, Content-Type, Idempotency-Key, If-None-Match, Last-Event-ID, Mcp-Protocol-Version,"
                    + " Mcp-Session-Id, X-API-Key, X-Request-Id, X-Session-Id, traceparent";
    private static final String EXPOSED_HEADERS = "X-Request-Id, X-Response-Time, Server-Timing, X-RateLimit-Limit,"
            + " X-RateLimit-Remaining, X-RateLimit-Reset, RateLimit, RateLimit-Policy, Retry-After, ETag, Age, X-Cache,"
            + " Content-Disposition, Location, Link, Mcp-Session-Id, WWW-Authenticate";

    /** What Solana Actions ask of whoever serves them. */
    private static final String ACTION_HEADERS = "Content-Type, Authorization, Content-Encoding, Accept-Encoding,"
            + " X-Accept-Action-Version, X-Accept-Blockchain-Ids";

    private static final String ACTION_EXPOSED =
            "X-Action-Version, X-Blockchain-Ids, X-Request-Id, Retry-After, RateLimit, RateLimit-Policy";

    private final Set<String> origins;
    private final String maxAge;

    Cors(CorsConfig config) {
        this.origins = config.origins().map(Set::copyOf).orElse(Set.of());
        for (String origin : origins) {
            requireOrigin(origin);
        }
        this.maxAge = Long.toString(config.maxAge().toSeconds());
    }

    /** An asterisk or a pattern would admit whoever comes. */
    private static void requireOrigin(String origin) {
        if (!origin.matches("https?://[a-z0-9.\\-\\[\\]:]+")) {
            throw new IllegalArgumentException(
                    "tidepool.cors.origins: give whole origins such as https://app.example.org, not " + origin);
        }
    }

    /** Whether a WebSocket may be opened, or MCP be spoken: browsers send Origin, other clients need not. */
    boolean admits(@Nullable String origin) {
        return origin == null || origins.contains(origin);
    }

    static boolean isPreflight(HttpServerRequest request) {
        return request.method().equals(HttpMethod.OPTIONS)
                && request.getHeader(HttpHeaders.ORIGIN) != null
                && request.getHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD) != null;
    }

    /** Wallets and pages of any origin use an action, without a credential. */
    private static boolean isAction(String path) {
        return path.equals("/actions.json") || path.startsWith("/actions/");
    }

    /** Names an allowed origin on the answer. */
    void write(HttpServerRequest request, String path, MultiMap answer) {
        if (isAction(path)) {
            answer.set(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
            answer.set(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, ACTION_EXPOSED);
            return;
        }
        if (origins.isEmpty()) {
            return;
        }
        // Also on answers to requests without an origin: a cache must not give them to those that have one.
        answer.add(HttpHeaders.VARY, "Origin");
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (origin != null && origins.contains(origin)) {
            answer.set(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
            answer.set(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED_HEADERS);
        }
    }

    /** Adds what a preflight asks for, if the origin is allowed. */
    void writePreflight(HttpServerRequest request, String path, MultiMap answer, Collection<String> methods) {
        if (isAction(path)) {
            answer.set(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, String.join(", ", methods) + ", OPTIONS");
            answer.set(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, ACTION_HEADERS);
            answer.set(HttpHeaders.ACCESS_CONTROL_MAX_AGE, maxAge);
            return;
        }
        if (origins.contains(request.getHeader(HttpHeaders.ORIGIN))) {
            answer.set(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, String.join(", ", methods));
            answer.set(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, ALLOWED_HEADERS);
            answer.set(HttpHeaders.ACCESS_CONTROL_MAX_AGE, maxAge);
        }
    }
}
