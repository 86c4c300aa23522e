package dev.tidepool.social.agent;

import java.time.Instant;
import java.util.UUID;

/** An agent about to be registered: checked, with its identity, not yet stored. */
record NewAgent(UUID id, AgentName name, String description, Claim claim, Instant createdAt) {}
