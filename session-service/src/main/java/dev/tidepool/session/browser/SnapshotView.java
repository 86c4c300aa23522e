package dev.tidepool.session.browser;

import dev.tidepool.session.session.SessionId;
import io.vertx.core.json.JsonObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A page as text. */
public record SnapshotView(
        String sessionId,
        String url,
        String title,

        @Schema(
                description =
                        "The accessibility tree, a line for each thing, with a reference where it can be acted on",
                examples = "- heading \"Docs\" [level=1] [ref=e1]")
        String text,

        @Schema(description = "Whether there was more than the limit allows")
        boolean truncated,

        @Schema(
                description =
                        "Always true: title and text are the page's. Whoever gives them to a model must say that they are no"
                                + " instructions")
        boolean untrusted) {

    static SnapshotView of(SessionId session, JsonObject info, PageOutline.Outline outline) {
        return new SnapshotView(
                session.toString(),
                info.getString("url", ""),
                info.getString("title", ""),
                outline.text(),
                outline.truncated(),
                true);
    }
}
