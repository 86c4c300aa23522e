package dev.tidepool.social.skill;

import dev.tidepool.kernel.skill.bundle.Finding;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A published version: it never changes.
 *
 * @param contentHash SHA-256 of the lines {@code path:sha256} of its files in the order of their paths
 * @param findings what was found in its files; with some it is not usable before it is released
 */
public record SkillVersion(
        SkillVersionId id,
        SemVer version,
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
        Instant createdAt) {

    /** That a moderator has seen the findings and lets the version be used. */
    public record Release(String by, Instant at) {}

    public boolean isUsable() {
        return findings.isEmpty() || release.isPresent();
    }

    /** {@code published}, or {@code quarantined} until a moderator releases it. */
    String status() {
        return isUsable() ? "published" : "quarantined";
    }
}
