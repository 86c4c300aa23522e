package dev.tidepool.session.skill;

import dev.tidepool.kernel.skill.bundle.Finding;
import dev.tidepool.kernel.skill.manifest.SkillName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One upload of a skill.
 *
 * @param number from 1; never used again
 * @param manifest the SKILL.md as it came
 * @param source where it was installed from; empty for what was uploaded
 */
record SkillVersion(
        SkillName name,
        int number,
        String contentHash,
        String kind,
        String description,
        String manifest,
        List<Finding> findings,
        Optional<Approval> approval,
        Optional<String> source,
        String createdBy,
        Instant createdAt) {

    /** That an owner has seen the findings and lets the version be used. */
    record Approval(String by, Instant at) {}

    boolean isUsable() {
        return findings.isEmpty() || approval.isPresent();
    }

    /** An approval of what needs none, or has one, changes nothing. */
    SkillVersion approved(String by, Instant at) {
        return isUsable()
                ? this
                : new SkillVersion(
                        name,
                        number,
                        contentHash,
                        kind,
                        description,
                        manifest,
                        findings,
                        Optional.of(new Approval(by, at)),
                        source,
                        createdBy,
                        createdAt);
    }
}
