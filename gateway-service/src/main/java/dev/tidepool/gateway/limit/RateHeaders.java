package dev.tidepool.gateway.limit;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The limits on an answer: {@code X-RateLimit-*} of the rule that refuses first (Reset in Unix seconds), and
 * {@code RateLimit}, {@code RateLimit-Policy} of all rules as in draft-ietf-httpapi-ratelimit-headers-10.
 */
final class RateHeaders {

    private static final CharSequence LIMIT = HttpHeaders.createOptimized("X-RateLimit-Limit");
    private static final CharSequence REMAINING = HttpHeaders.createOptimized("X-RateLimit-Remaining");
    private static final CharSequence RESET = HttpHeaders.createOptimized("X-RateLimit-Reset");
    private static final CharSequence ALL = HttpHeaders.createOptimized("RateLimit");
    private static final CharSequence POLICY = HttpHeaders.createOptimized("RateLimit-Policy");

    /** As many as there are rules in the settings, and those of keys: the limits of so many keys are ready at once. */
    private static final int MOST_WORDS = 1_000;

    private static final ConcurrentMap<RateRule, Words> WORDS = new ConcurrentHashMap<>();

    private RateHeaders() {}

    /** What never changes about a rule, ready to be written. */
    private record Words(CharSequence limit, String left, CharSequence policy) {

        static Words of(RateRule rule) {
            String name = '"' + rule.name() + '"';
            return new Words(
                    HttpHeaders.createOptimized(Integer.toString(rule.limit())),
                    name + ";r=",
                    HttpHeaders.createOptimized(
                            name + ";q=" + rule.limit() + ";w=" + rule.window().toSeconds()));
        }
    }

    static void write(MultiMap headers, RateState state, long nowUnixSeconds) {
        RateState.Window tightest = state.tightest();
        headers.set(LIMIT, words(tightest).limit());
        headers.set(REMAINING, Integer.toString(tightest.remaining()));
        headers.set(RESET, Long.toString(nowUnixSeconds + tightest.resetSeconds()));
        List<RateState.Window> windows = state.windows();
        if (windows.size() == 1) {
            headers.set(ALL, left(tightest));
            headers.set(POLICY, words(tightest).policy());
        } else {
            headers.set(
                    ALL,
                    String.join(", ", windows.stream().map(RateHeaders::left).toList()));
            headers.set(
                    POLICY,
                    String.join(
                            ", ",
                            windows.stream()
                                    .map(window -> words(window).policy())
                                    .toList()));
        }
    }

    private static String left(RateState.Window window) {
        return words(window).left() + window.remaining() + ";t=" + window.resetSeconds();
    }

    private static Words words(RateState.Window window) {
        Words known = WORDS.get(window.rule());
        if (known != null) {
            return known;
        }
        return WORDS.size() < MOST_WORDS ? WORDS.computeIfAbsent(window.rule(), Words::of) : Words.of(window.rule());
    }
}
