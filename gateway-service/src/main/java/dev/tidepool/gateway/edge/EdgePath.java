package dev.tidepool.gateway.edge;

import dev.tidepool.kernel.problem.Problem;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpUtils;
import java.util.Locale;

/** The one form of a path that is matched, checked and passed on, so that nobody sees another than the check saw. */
final class EdgePath {

    private EdgePath() {}

    /** @throws Problem 400 for a path that servers read differently: encoded slashes, backslashes, control characters */
    static String of(HttpServerRequest request) {
        String raw = request.path();
        if (raw == null || !raw.startsWith("/") || isAmbiguous(raw)) {
            throw invalid();
        }
        try {
            return HttpUtils.normalizePath(raw);
        } catch (IllegalArgumentException malformed) {
            throw invalid();
        }
    }

    private static boolean isAmbiguous(String raw) {
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c < 0x20 || c == 0x7f || c == '\\') {
                return true;
            }
        }
        if (raw.indexOf('%') < 0) {
            return false;
        }
        String lower = raw.toLowerCase(Locale.ROOT);
        return lower.contains("%2f") || lower.contains("%5c") || lower.contains("%00");
    }

    private static Problem invalid() {
        return Problem.of(EdgeError.INVALID_PATH, "Send a path without encoded slashes or control characters.");
    }
}
