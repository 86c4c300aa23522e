package dev.tidepool.session.browser;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The body of a navigation, as sent. */
public record Navigate(
        @Schema(required = true, description = "An http or https address", examples = "https://example.com/") @Nullable
        String url) {

    /** @throws dev.tidepool.kernel.problem.Problem 400 when it is none */
    PageAddress address() {
        return PageAddress.of(url);
    }
}
