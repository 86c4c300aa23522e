package dev.tidepool.gateway.cache;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether a service's answer may be kept for others, by its head (RFC 9111, section 3). Pure. */
final class Keepable {

    /** What the gateway itself takes care of; an answer that differs by anything else is not kept. */
    private static final Set<String> HARMLESS = Set.of("", "accept-encoding", "origin");

    private static final Set<String> FORBIDDING = Set.of("no-store", "private", "no-cache");

    private static final Set<String> LIMITING = Set.of("max-age", "s-maxage");

    /** Of what a service says beside the body, what goes on holding while it is kept. */
    private static final List<String> TOLD =
            List.of("last-modified", "link", "content-language", "content-disposition", "deprecation", "sunset");

    private Keepable() {}

    static boolean is(int status, MultiMap head) {
        return status == 200
                && head.contains(HttpHeaders.CONTENT_TYPE)
                && !head.contains(HttpHeaders.SET_COOKIE)
                && !head.contains(HttpHeaders.CONTENT_RANGE)
                && !head.contains(HttpHeaders.CONTENT_ENCODING)
                // A date says when it is out of date, which the gateway's lifetime does not heed.
                && !head.contains(HttpHeaders.EXPIRES)
                && isAllowed(directives(head))
                && lifetime(head, Duration.ofSeconds(1)).isPositive()
                && isTheSameForAll(String.join(",", head.getAll(HttpHeaders.VARY)));
    }

    private static List<String> directives(MultiMap head) {
        String all = String.join(",", head.getAll(HttpHeaders.CACHE_CONTROL));
        return Stream.of(all.toLowerCase(Locale.ROOT).split(",", -1))
                .map(String::strip)
                .toList();
    }

    private static boolean isAllowed(List<String> directives) {
        return directives.stream()
                .noneMatch(directive -> FORBIDDING.contains(directive.split("=", 2)[0]));
    }

    /** Ours, or the service's if it allows less; what it says and is no number allows nothing. */
    static Duration lifetime(MultiMap head, Duration ours) {
        return directives(head).stream()
                .map(directive -> directive.split("=", 2))
                .filter(directive -> directive.length == 2 && LIMITING.contains(directive[0]))
                .map(directive -> seconds(directive[1]))
                .filter(theirs -> theirs.compareTo(ours) < 0)
                .min(Duration::compareTo)
                .orElse(ours);
    }

    private static Duration seconds(String number) {
        return number.matches("\\d{1,9}") ? Duration.ofSeconds(Long.parseLong(number)) : Duration.ZERO;
    }

    static Map<String, String> told(MultiMap head) {
        return TOLD.stream()
                .filter(head::contains)
                .collect(Collectors.toUnmodifiableMap(
                        Function.identity(), name -> String.join(", ", head.getAll(name))));
    }

    private static boolean isTheSameForAll(String vary) {
        for (String name : vary.toLowerCase(Locale.ROOT).split(",", -1)) {
            if (!HARMLESS.contains(name.strip())) {
                return false;
            }
        }
        return true;
    }
}
