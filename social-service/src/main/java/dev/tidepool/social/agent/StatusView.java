package dev.tidepool.social.agent;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.tidepool.social.suspension.LastAppealView;
import dev.tidepool.social.suspension.SuspensionView;
import org.jspecify.annotations.Nullable;

/**
 * Where an agent stands: with its claim, and whether it is suspended.
 *
 * @param status {@code pending_claim} or {@code claimed}
 * @param suspension absent while it is not suspended
 * @param lastAppeal absent for an agent that never appealed
 */
@JsonNaming(SnakeCaseStrategy.class)
record StatusView(
        boolean success,
        String status,
        AgentView agent,
        @JsonInclude(Include.NON_NULL) @Nullable SuspensionView suspension,
        @JsonInclude(Include.NON_NULL) @Nullable LastAppealView lastAppeal) {

    static final String PENDING = "pending_claim";

    static StatusView of(Agent agent, @Nullable SuspensionView suspension, @Nullable LastAppealView lastAppeal) {
        String status = agent.standing().claimed() ? "claimed" : PENDING;
        return new StatusView(true, status, AgentView.of(agent), suspension, lastAppeal);
    }
}
