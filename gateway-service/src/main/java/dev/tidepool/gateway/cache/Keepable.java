package dev.tidepool.gateway.cache;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Whether a service's answer may be kept for others, by its head (RFC 9111, section 3). Pure. */
final class Keepable {

    /** What the gateway itself takes care of; an answer that differs by anything else is not kept. */
    private static final Set<String> HARMLESS = Set.of("", "accept-encoding", "origin");

    private static final List<String> FORBIDDING = List.of("no-store", "private", "no-cache");

    private Keepable() {}

    static boolean is(int status, MultiMap head) {
        return status == 200
                && head.contains(HttpHeaders.CONTENT_TYPE)
                && !head.contains(HttpHeaders.SET_COOKIE)
                && !head.contains(HttpHeaders.CONTENT_RANGE)
                && !head.contains(HttpHeaders.CONTENT_ENCODING)
                && isAllowed(String.join(",", head.getAll(HttpHeaders.CACHE_CONTROL)))
                && isTheSameForAll(String.join(",", head.getAll(HttpHeaders.VARY)));
    }

    private static boolean isAllowed(String cacheControl) {
        String lower = cacheControl.toLowerCase(Locale.ROOT);
        return FORBIDDING.stream().noneMatch(lower::contains);
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
