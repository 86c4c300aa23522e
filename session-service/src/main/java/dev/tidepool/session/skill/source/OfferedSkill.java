package dev.tidepool.session.skill.source;

import dev.tidepool.kernel.skill.manifest.SkillName;

/**
 * A version of a skill that the source says it has.
 *
 * @param contentHash what its files must add up to
 */
public record OfferedSkill(SkillName name, String version, String contentHash) {

    /** As it is told and stored: {@code shared:tide-table@1.0.0}. */
    public String source() {
        return "shared:" + name + "@" + version;
    }
}
