package dev.tidepool.kernel.test;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/**
 * What the stand-in for the gateway tells of members: everybody is what he was, but those of whom a test says otherwise. Kept as
 * system properties: the test framework loads this class twice.
 */
public final class TestStandings {

    private static final String PROPERTY = "tidepool.test.standing.";

    private TestStandings() {}

    /** Removed, or revoked. */
    public static void gone(String subject) {
        System.setProperty(PROPERTY + subject, "{\"present\":false}");
    }

    /** A member with no more than one scope. */
    public static void lowered(String subject, String scope) {
        System.setProperty(PROPERTY + subject, "{\"present\":true,\"role\":\"member\",\"scopes\":[\"" + scope + "\"]}");
    }

    /** What is told is none of it. */
    public static void unknown(String subject) {
        System.setProperty(PROPERTY + subject, "[");
    }

    /** As before. */
    public static void back(String subject) {
        System.clearProperty(PROPERTY + subject);
    }

    static void answer(HttpExchange exchange) throws IOException {
        String query = exchange.getRequestURI().getRawQuery();
        String subject = URLDecoder.decode(query.substring(query.indexOf("subject=") + 8), StandardCharsets.UTF_8);
        byte[] body =
                System.getProperty(PROPERTY + subject, "{\"present\":true}").getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        try (var out = exchange.getResponseBody()) {
            out.write(body);
        }
    }
}
