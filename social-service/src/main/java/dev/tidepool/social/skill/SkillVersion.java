package dev.tidepool.social.skill;

import dev.tidepool.kernel.skill.bundle.Finding;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A published version: it never changes.
 *
 * @param displayName what the skill is called while this version is the latest
 * @param contentHash SHA-256 of the lines {@code path:sha256} of its files in the order of their paths
 * @param findings what was found in its files; with some it is not usable before it is released
 */
public record SkillVersion(
        SkillVersionId id,
        SemVer version,
        String displayName,
        String changelog,
        List<String> tags,
        String contentHash,
        String fingerprint,
        String kind,
        String description,
        int files,
        long bytes,
        List<Finding> findings,
        Optional<Release> release,
        Optional<Rejection> rejection,
        Instant createdAt) {

    /** That a moderator has seen the findings and lets the version be used. */
    public record Release(String by, Instant at) {}

    /** That a moderator has seen the findings and does not let the version be used. */
    public record Rejection(String reason, Instant at) {}

    public boolean isUsable() {
        return findings.isEmpty() || release.isPresent();
    }

    /** {@code published}, or {@code quarantined} until a moderator releases it or it is {@code rejected}. */
    String status() {
        return isUsable() ? "published" : rejection.isPresent() ? "rejected" : "quarantined";
    }
}
