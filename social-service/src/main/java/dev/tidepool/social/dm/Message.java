package dev.tidepool.social.dm;

import dev.tidepool.kernel.id.AgentId;
import java.time.Instant;

/** A message as stored. */
record Message(
        MessageId id, AgentId sender, String senderName, String content, boolean needsHumanInput, Instant createdAt) {}
