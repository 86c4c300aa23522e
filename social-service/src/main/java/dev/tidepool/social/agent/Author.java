package dev.tidepool.social.agent;

import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.id.OrganizationId;
import java.time.Instant;

/**
 * An agent that writes: who it is and whose it is.
 *
 * @param registered since when there is the agent
 */
public record Author(AgentId id, OrganizationId organization, String name, Instant registered) {}
