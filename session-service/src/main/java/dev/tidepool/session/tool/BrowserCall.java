package dev.tidepool.session.tool;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidepool.kernel.problem.Problem;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What the gateway's browser is to do, as sent: {@code {"method":"POST","path":"/navigate","body":{"url":"..."}}}. Pure. */
record BrowserCall(
        @Schema(
                required = true,
                enumeration = {"GET", "POST", "DELETE"})
        @Nullable
        String method,

        @Schema(
                required = true,
                description =
                        "/, /start, /stop, /tabs, /tabs/open, /tabs/focus, /tabs/{id}, /navigate, /snapshot, /act or /screenshot")
        @Nullable
        String path,

        @Nullable ObjectNode query,
        @Nullable ObjectNode body) {

    private static final Set<String> READ = Set.of("/", "/tabs", "/snapshot");
    private static final Set<String> DONE =
            Set.of("/start", "/stop", "/tabs/open", "/tabs/focus", "/navigate", "/act", "/screenshot");
    private static final String TAB = "/tabs/[A-Za-z0-9_-]{1,128}";

    /**
     * A call that the browser may be given.
     *
     * @param more the members {@code query} and {@code body} that are there
     */
    record Checked(String method, String path, ObjectNode more) {}

    /** @throws Problem 400 naming the member that is not acceptable */
    Checked checked() {
        if (method == null || path == null || !isKnown(method, path)) {
            throw Problem.invalidField(
                    "path",
                    "path must be with GET one of /, /tabs, /snapshot, with POST one of /start, /stop, /tabs/open, /tabs/focus,"
                            + " /navigate, /act, /screenshot, with DELETE /tabs/{id}.");
        }
        if (has(query, "profile") || has(body, "profile")) {
            throw Problem.invalidField(
                    "profile", "The browser's profile is the operator's to choose: leave profile out.");
        }
        return new Checked(method, path, more());
    }

    private static boolean isKnown(String method, String path) {
        return switch (method) {
            case "GET" -> READ.contains(path);
            case "POST" -> DONE.contains(path);
            case "DELETE" -> path.matches(TAB);
            default -> false;
        };
    }

    private static boolean has(@Nullable ObjectNode object, String member) {
        return object != null && object.has(member);
    }

    private ObjectNode more() {
        ObjectNode more = JsonNodeFactory.instance.objectNode();
        if (query != null) {
            more.set("query", query);
        }
        if (body != null) {
            more.set("body", body);
        }
        return more;
    }
}
