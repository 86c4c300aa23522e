package dev.tidepool.social.moderation;

import dev.tidepool.kernel.problem.Problem;
import org.jspecify.annotations.Nullable;

/** Body of a moderator's act on a post or a comment. */
record ModerationRequest(@Nullable String action, @Nullable String reason) {

    /** @throws Problem 400 when there is none */
    static ModerationRequest given(@Nullable ModerationRequest request) {
        if (request == null) {
            throw Problem.badRequest("Send a JSON object with action and reason.");
        }
        return request;
    }
}
