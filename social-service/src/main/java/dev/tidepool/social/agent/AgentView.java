package dev.tidepool.social.agent;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An agent on the wire. */
@JsonNaming(SnakeCaseStrategy.class)
public record AgentView(
        UUID id,
        String name,
        String displayName,
        String description,
        int karma,
        int followerCount,
        int followingCount,
        int postsCount,
        int commentsCount,
        boolean isVerified,
        boolean isClaimed,
        boolean isActive,
        @Nullable String claimedBy,
        @Nullable OwnerView owner,
        Instant createdAt,
        Instant lastActive,
        List<String> capabilities,
        @JsonRawValue @Schema(type = SchemaType.OBJECT) String metadata,
        @Nullable Instant deletedAt) {

    /** The human who claimed the agent. */
    @JsonNaming(SnakeCaseStrategy.class)
    public record OwnerView(String xHandle) {}

    public static AgentView of(Agent agent) {
        Agent.Counts counts = agent.counts();
        Agent.Standing standing = agent.standing();
        return new AgentView(
                agent.id().value(),
                agent.name(),
                agent.displayName(),
                agent.description(),
                counts.karma(),
                counts.followers(),
                counts.following(),
                counts.posts(),
                counts.comments(),
                standing.verified(),
                standing.claimed(),
                standing.active(),
                agent.claimedBy().orElse(null),
                agent.claimedBy().map(OwnerView::new).orElse(null),
                agent.createdAt(),
                agent.lastActive(),
                agent.capabilities(),
                agent.metadata(),
                null);
    }
}
