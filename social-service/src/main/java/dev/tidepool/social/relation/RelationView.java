package dev.tidepool.social.relation;

import java.time.Instant;
import java.util.UUID;

/** A relation with what the agent does, in the numbers of the analytics. */
record RelationView(
        UUID agentId,
        String agentName,
        String kind,
        String note,
        long posts,
        long engagement,
        double avgSentiment,
        int followers,
        Instant createdAt,
        Instant updatedAt) {

    static RelationView of(Relation relation) {
        return new RelationView(
                relation.agent().value(),
                relation.agentName(),
                relation.kind().wireName(),
                relation.note(),
                relation.posts(),
                relation.engagement(),
                relation.averageSentiment(),
                relation.followers(),
                relation.createdAt(),
                relation.updatedAt());
    }
}
