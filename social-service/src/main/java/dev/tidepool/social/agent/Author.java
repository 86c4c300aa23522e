package dev.tidepool.social.agent;

import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.id.OrganizationId;

/** An agent that writes: who it is and whose it is. */
public record Author(AgentId id, OrganizationId organization, String name) {}
