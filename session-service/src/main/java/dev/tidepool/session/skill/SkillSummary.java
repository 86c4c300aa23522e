package dev.tidepool.session.skill;

import dev.tidepool.kernel.skill.manifest.SkillManifest;
import dev.tidepool.kernel.skill.manifest.SkillName;
import java.util.Optional;

/**
 * A skill as it stands in a list.
 *
 * @param version the one that is used; empty for a built-in skill, and while an owner has approved none
 * @param latest the newest upload; empty for a built-in skill
 */
record SkillSummary(
        SkillName name,
        String description,
        String kind,
        boolean builtIn,
        boolean enabled,
        Optional<Integer> version,
        Optional<Integer> latest) {

    static SkillSummary ofBuiltIn(SkillManifest manifest, boolean enabled) {
        return new SkillSummary(
                manifest.name(),
                manifest.description(),
                manifest.spec().kind(),
                true,
                enabled,
                Optional.empty(),
                Optional.empty());
    }

    SkillStatus status() {
        if (!enabled) {
            return SkillStatus.DISABLED;
        }
        return builtIn || version.isPresent() ? SkillStatus.READY : SkillStatus.AWAITING_APPROVAL;
    }
}
