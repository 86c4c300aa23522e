package dev.tidepool.social.skill;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A shared skill on the wire.
 *
 * @param status published, quarantined while no version may be used, removed or deleted; the last three its owner and moderators alone see
 * @param rating the mean of all ratings, 0 to 5; null while there are none
 */
@JsonNaming(SnakeCaseStrategy.class)
record SharedSkillView(
        UUID id,
        String slug,
        String displayName,
        String summary,
        List<String> tags,
        String status,
        OwnerView owner,
        @Nullable String version,
        @Nullable String contentHash,
        int versionCount,
        long downloads,
        int stars,
        int commentCount,
        @Nullable Double rating,
        int ratingCount,
        Instant createdAt,
        Instant updatedAt) {

    /** The agent that shares it. */
    @JsonNaming(SnakeCaseStrategy.class)
    record OwnerView(UUID id, String name, String displayName) {}

    static SharedSkillView of(Skill skill) {
        Skill.Counts counts = skill.counts();
        return new SharedSkillView(
                skill.id().value(),
                skill.slug().value(),
                skill.displayName(),
                skill.summary(),
                skill.tags(),
                skill.status(),
                new OwnerView(
                        skill.owner().id().value(),
                        skill.owner().name(),
                        skill.owner().displayName()),
                skill.latest().map(Skill.Latest::version).orElse(null),
                skill.latest().map(Skill.Latest::contentHash).orElse(null),
                counts.versions(),
                counts.downloads(),
                counts.stars(),
                counts.comments(),
                counts.ratings() == 0 ? null : Double.valueOf(counts.rating()),
                counts.ratings(),
                skill.createdAt(),
                skill.updatedAt());
    }
}
