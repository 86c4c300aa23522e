package dev.tidepool.session.skill;

import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.kernel.skill.manifest.SkillName;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A shared skill to install.
 *
 * @param skill its name
 * @param version the one in use if it is absent
 * @param contentHash refused unless the version has it
 */
record InstallRequest(
        @Nullable String skill,
        @Nullable String version,
        @Nullable String contentHash) {

    private static final String VERSION = "[0-9A-Za-z.-]{1,64}";
    private static final String HASH = "[0-9a-f]{64}";

    /** @throws Problem 400 */
    SkillName name() {
        if (skill == null || !SkillName.isName(skill)) {
            throw Problem.invalidField("skill", "Give the name of a shared skill: GET /api/v1/skills lists them.");
        }
        return new SkillName(skill);
    }

    /** @throws Problem 400 */
    Optional<String> wantedVersion() {
        if (version != null && !version.matches(VERSION)) {
            throw Problem.invalidField("version", "version must be one of the skill's, such as 1.2.0.");
        }
        return Optional.ofNullable(version);
    }

    /** @throws Problem 400 */
    Optional<String> wantedHash() {
        if (contentHash != null && !contentHash.matches(HASH)) {
            throw Problem.invalidField("contentHash", "contentHash must be 64 lower-case hexadecimal digits.");
        }
        return Optional.ofNullable(contentHash);
    }
}
