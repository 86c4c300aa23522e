package dev.tidepool.gateway.limit;

import io.vertx.core.MultiMap;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The limits on an answer: {@code X-RateLimit-*} of the rule that refuses first (Reset in Unix seconds), and
 * {@code RateLimit}, {@code RateLimit-Policy} of all rules as in draft-ietf-httpapi-ratelimit-headers-10. Pure.
 */
final class RateHeaders {

    private RateHeaders() {}

    static void write(MultiMap headers, RateState state, long nowUnixSeconds) {
        RateState.Window tightest = state.tightest();
        headers.set("X-RateLimit-Limit", Integer.toString(tightest.rule().limit()));
        headers.set("X-RateLimit-Remaining", Integer.toString(tightest.remaining()));
        headers.set("X-RateLimit-Reset", Long.toString(nowUnixSeconds + tightest.resetSeconds()));
        headers.set(
                "RateLimit",
                join(
                        state.windows(),
                        window -> name(window) + ";r=" + window.remaining() + ";t=" + window.resetSeconds()));
        headers.set(
                "RateLimit-Policy",
                join(
                        state.windows(),
                        window -> name(window) + ";q=" + window.rule().limit() + ";w="
                                + window.rule().window().toSeconds()));
    }

    private static String join(
            List<RateState.Window> windows, java.util.function.Function<RateState.Window, String> item) {
        return windows.stream().map(item).collect(Collectors.joining(", "));
    }

    private static String name(RateState.Window window) {
        return switch ((int) window.rule().window().toSeconds()) {
            case 60 -> "\"minute\"";
            case 3600 -> "\"hour\"";
            default -> "\"other\"";
        };
    }
}
