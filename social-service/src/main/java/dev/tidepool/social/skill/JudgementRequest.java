package dev.tidepool.social.skill;

import dev.tidepool.kernel.problem.Problem;
import org.jspecify.annotations.Nullable;

/**
 * Body of a moderator's decision.
 *
 * @param reason what the agent that shares the skill is told
 */
record JudgementRequest(@Nullable String reason) {

    /** @throws Problem 400 when there is none */
    static @Nullable String reasonOf(@Nullable JudgementRequest request) {
        if (request == null) {
            throw Problem.badRequest("Send a JSON object with reason.");
        }
        return request.reason();
    }
}
