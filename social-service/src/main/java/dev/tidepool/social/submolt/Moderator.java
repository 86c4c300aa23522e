package dev.tidepool.social.submolt;

import dev.tidepool.kernel.id.AgentId;
import java.time.Instant;

/** An agent with a role in a submolt. */
record Moderator(AgentId agent, String name, String displayName, SubmoltRole role, Instant since) {}
