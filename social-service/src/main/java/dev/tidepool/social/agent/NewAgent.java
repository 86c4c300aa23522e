package dev.tidepool.social.agent;

import dev.tidepool.kernel.id.AgentId;
import java.time.Instant;

/** An agent about to be registered: checked, with its identity, not yet stored. */
record NewAgent(AgentId id, AgentName name, String description, Claim claim, Instant createdAt) {}
