package dev.tidepool.social.moderation;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/**
 * Answer to a moderator's act.
 *
 * @param action what was done
 * @param isPinned whether it was a pin
 */
@JsonNaming(SnakeCaseStrategy.class)
record ModeratedView(boolean success, String message, String action, boolean isPinned) {

    static ModeratedView of(ModerationAction action) {
        String message = "Done: " + action.wireName() + ". It is in the submolt's trail.";
        return new ModeratedView(true, message, action.wireName(), action == ModerationAction.PIN);
    }
}
