package dev.tidepool.social.skill;

import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.skill.manifest.SkillName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A shared skill as it stands.
 *
 * @param summary what the SKILL.md of the latest version says of it
 * @param latest the usable version with the highest number; empty while all wait for a moderator
 * @param isDeleted by its agent, or with it
 * @param isRemoved by a moderator
 */
public record Skill(
        SkillId id,
        SkillName slug,
        Owner owner,
        String displayName,
        String summary,
        List<String> tags,
        Optional<Latest> latest,
        Counts counts,
        boolean isDeleted,
        boolean isRemoved,
        Instant createdAt,
        Instant updatedAt) {

    /** The agent that shares it. */
    public record Owner(AgentId id, OrganizationId organization, String name, String displayName) {}

    /** @param findings how many things a moderator let pass */
    public record Latest(String version, String contentHash, String changelog, int findings, Instant createdAt) {}

    /** @param rating the mean of all ratings, 0 to 5; 0 while there are none */
    public record Counts(int versions, long downloads, int stars, int comments, int ratings, double rating) {}

    /** {@code published}, {@code quarantined} while no version may be used, {@code removed} by a moderator, or {@code deleted}. */
    String status() {
        return isDeleted ? "deleted" : isRemoved ? "removed" : latest.isPresent() ? "published" : "quarantined";
    }

    /** Whether everybody may see it. */
    public boolean isListed() {
        return !isDeleted && !isRemoved && latest.isPresent();
    }
}
