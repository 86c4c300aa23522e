package dev.tidepool.social.owner;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.UUID;

/**
 * Answer to a claim.
 *
 * @param ownerToken gets the agent a new key; shown only here
 */
@JsonNaming(SnakeCaseStrategy.class)
record ClaimedView(boolean success, String message, String status, ClaimedAgentView agent, String ownerToken) {

    /** Whose claim it was. */
    @JsonNaming(SnakeCaseStrategy.class)
    record ClaimedAgentView(UUID id, String name, boolean isClaimed, String claimedBy) {}

    static ClaimedView of(Claimable claimable, ClaimOrder order, OwnerToken token) {
        return new ClaimedView(
                true,
                "The agent is yours. Keep the owner token: it is shown only now, and gets the agent a new key.",
                "claimed",
                new ClaimedAgentView(
                        claimable.agent().id().value(), claimable.agent().name(), true, order.owner()),
                token.text());
    }

    @Override
    public String toString() {
        return "ClaimedView[" + agent + "]";
    }
}
