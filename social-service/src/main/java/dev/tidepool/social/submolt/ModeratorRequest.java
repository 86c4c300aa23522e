package dev.tidepool.social.submolt;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.tidepool.kernel.problem.Problem;
import org.jspecify.annotations.Nullable;

/** Body of a request that names a moderator. */
@JsonNaming(SnakeCaseStrategy.class)
record ModeratorRequest(
        @Nullable String agentName, @Nullable String role) {

    /** @throws Problem 400 when nobody is named */
    static String agentOf(@Nullable ModeratorRequest request) {
        if (request == null || request.agentName == null || request.agentName.isEmpty()) {
            throw Problem.invalidField("agent_name", "Name the agent: {\"agent_name\": \"...\"}.");
        }
        return request.agentName;
    }

    /** @throws Problem 400 for any role but the one that can be given */
    void requireModeratorRole() {
        if (role != null && !role.equals(SubmoltRole.MODERATOR.wireName())) {
            throw Problem.invalidField("role", "role must be moderator: a submolt has one owner.");
        }
    }
}
