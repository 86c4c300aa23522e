package dev.tidepool.social.suspension;

import dev.tidepool.kernel.id.AgentId;
import java.time.Instant;
import java.util.Optional;

/**
 * A suspension about to be stored.
 *
 * @param by the moderator's subject, or {@link #SYSTEM}
 * @param until empty for good
 */
public record NewSuspension(
        SuspensionId id, AgentId agent, String reason, String by, Optional<Instant> until, Instant createdAt) {

    /** Who suspends without a moderator. */
    public static final String SYSTEM = "system";
}
