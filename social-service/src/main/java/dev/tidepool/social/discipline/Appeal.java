package dev.tidepool.social.discipline;

import dev.tidepool.kernel.id.AgentId;
import java.time.Instant;
import java.util.Optional;

/**
 * An appeal that waits for a decision, with what it is about.
 *
 * @param by who suspended the agent
 * @param until empty for good
 */
record Appeal(
        AppealId id,
        AgentId agent,
        String agentName,
        String text,
        String reason,
        String by,
        Optional<Instant> until,
        Instant createdAt) {}
