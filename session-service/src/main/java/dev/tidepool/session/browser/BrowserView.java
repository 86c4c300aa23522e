package dev.tidepool.session.browser;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A session's browser as clients see it. */
public record BrowserView(
        String sessionId,
        @Schema(description = "Of the page that is shown") String url,

        @Schema(description = "As the page names itself: untrusted text")
        String title,

        @Schema(description = "Whether it was still loading when it was looked at")
        boolean loading,

        @Schema(description = "Open pages; the newest is the one that is shown and acted on")
        int pages,

        Instant openedAt) {

    static BrowserView of(SessionBrowser browser, BrowserPage page, JsonObject info) {
        return new BrowserView(
                browser.session().toString(),
                info.getString("url", ""),
                info.getString("title", ""),
                page.isLoading(),
                browser.pageCount(),
                browser.openedAt());
    }
}
