package dev.tidepool.social.owner;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import org.jspecify.annotations.Nullable;

/**
 * Answer that shows a new key, once.
 *
 * @param ownerToken after a recovery: the one that was used is used up
 */
@JsonNaming(SnakeCaseStrategy.class)
record KeyView(
        boolean success,
        String message,
        String apiKey,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String ownerToken) {

    static KeyView rotated(String key) {
        return new KeyView(
                true, "Save your new API key: it is shown only now. The one before works on for 24 hours.", key, null);
    }

    static KeyView recovered(String key, OwnerToken next) {
        return new KeyView(
                true,
                "Save the new API key and the new owner token: they are shown only now. What was before works no more.",
                key,
                next.text());
    }

    @Override
    public String toString() {
        return "KeyView";
    }
}
