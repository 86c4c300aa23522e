package dev.tidepool.social.suspension;

import dev.tidepool.kernel.id.AgentId;
import java.time.Instant;
import java.util.Optional;

/**
 * A suspension that binds.
 *
 * @param until empty for good
 * @param appeal the agent's word against it, if it has given one
 */
public record Suspension(
        SuspensionId id,
        AgentId agent,
        String reason,
        Optional<Instant> until,
        Instant createdAt,
        Optional<Appeal> appeal) {

    /** Where the agent appeals, below the suite's address. */
    public static final String APPEAL_PATH = "/api/v1/agents/me/appeal";

    /**
     * What became of an appeal.
     *
     * @param status {@code open}, {@code accepted} or {@code rejected}
     * @param reply the moderator's, perhaps empty
     */
    public record Appeal(String status, String reply) {}

    /** Whether it is over. */
    public boolean isOver(Instant now) {
        return until.isPresent() && !now.isBefore(until.get());
    }
}
