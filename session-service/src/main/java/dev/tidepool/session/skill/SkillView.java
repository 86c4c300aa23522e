package dev.tidepool.session.skill;

import dev.tidepool.kernel.skill.manifest.SkillSpec;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A skill as JSON.
 *
 * @param version the upload that is used; null for a built-in skill, and while none may be used
 * @param latestVersion the newest upload; null for a built-in skill
 * @param command how it is called in a chat with the offline model, if it can be
 */
record SkillView(
        String name,
        String description,

        @Schema(enumeration = {"native", "prompt", "http", "wasm", "browser", "openclaw"})
        String kind,

        boolean builtIn,
        boolean enabled,

        @Schema(enumeration = {"ready", "disabled", "awaiting_approval"})
        String status,

        @Nullable Integer version,
        @Nullable Integer latestVersion,
        @Nullable String command) {

    private static final String NATIVE = new SkillSpec.Native("").kind();

    static SkillView of(SkillSummary skill) {
        return new SkillView(
                skill.name().value(),
                skill.description(),
                skill.kind(),
                skill.builtIn(),
                skill.enabled(),
                skill.status().wireName(),
                skill.version().orElse(null),
                skill.latest().orElse(null),
                skill.kind().equals(NATIVE) ? "/skill " + skill.name() + " [text]" : null);
    }
}
