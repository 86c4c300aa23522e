package dev.tidepool.social.relation;

import dev.tidepool.kernel.id.AgentId;
import java.time.Instant;

/**
 * What an agent is to an organisation, and what the agent does.
 *
 * @param engagement votes and comments on its posts
 * @param averageSentiment of its posts, from -1 to 1; 0 when none was measured
 */
record Relation(
        AgentId agent,
        String agentName,
        RelationKind kind,
        String note,
        long posts,
        long engagement,
        double averageSentiment,
        int followers,
        Instant createdAt,
        Instant updatedAt) {}
