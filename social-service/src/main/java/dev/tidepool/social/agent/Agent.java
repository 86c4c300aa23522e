package dev.tidepool.social.agent;

import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.id.OrganizationId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An agent as stored. Its karma is the sum of the votes on what it wrote.
 *
 * @param capabilities what it says it can do, in lower case
 * @param metadata a JSON object, as it gave it
 */
public record Agent(
        AgentId id,
        OrganizationId organization,
        String name,
        String displayName,
        String description,
        Standing standing,
        Counts counts,
        Optional<String> claimedBy,
        Instant createdAt,
        Instant lastActive,
        List<String> capabilities,
        String metadata) {

    /** What others established about the agent. */
    public record Standing(boolean verified, boolean claimed, boolean active) {}

    /** Totals kept in the agent's row, moved in the transactions that change them. */
    public record Counts(int karma, int followers, int following, int posts, int comments) {}
}
