package dev.tidepool.gateway.compress;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.Locale;
import java.util.Set;

/** Whether an answer gains from being compressed, by its head. Pure. */
final class Compressible {

    /** Types whose bodies are text, and come as a whole: event streams and lines of JSON must not wait in an encoder. */
    private static final Set<String> TYPES = Set.of(
            "application/json",
            "application/javascript",
            "application/xml",
            "application/yaml",
            "application/wasm",
            "image/svg+xml",
            "text/html",
            "text/css",
            "text/csv",
            "text/javascript",
            "text/markdown",
            "text/plain",
            "text/xml");

    private Compressible() {}

    /** @param least bytes from which on it is worth it; an answer that does not say its length may have as many */
    static boolean is(int status, MultiMap head, long least) {
        return status >= 200
                && status != 204
                && status != 206
                && status != 304
                && hasTextType(head.get(HttpHeaders.CONTENT_TYPE))
                && isLong(head.get(HttpHeaders.CONTENT_LENGTH), least)
                && !head.contains(HttpHeaders.CONTENT_ENCODING)
                && !head.contains(HttpHeaders.CONTENT_RANGE)
                && mayTransform(head.get(HttpHeaders.CACHE_CONTROL));
    }

    private static boolean hasTextType(@org.jspecify.annotations.Nullable String contentType) {
        if (contentType == null) {
            return false;
        }
        int end = contentType.indexOf(';');
        String type = (end < 0 ? contentType : contentType.substring(0, end)).strip();
        return TYPES.contains(type)
                || (type.startsWith("application/") && (type.endsWith("+json") || type.endsWith("+xml")))
                || TYPES.contains(type.toLowerCase(Locale.ROOT));
    }

    private static boolean isLong(@org.jspecify.annotations.Nullable String length, long least) {
        try {
            return length == null || Long.parseLong(length) >= least;
        } catch (NumberFormatException malformed) {
            return false;
        }
    }

    private static boolean mayTransform(@org.jspecify.annotations.Nullable String cacheControl) {
        return cacheControl == null || !cacheControl.toLowerCase(Locale.ROOT).contains("no-transform");
    }
}
