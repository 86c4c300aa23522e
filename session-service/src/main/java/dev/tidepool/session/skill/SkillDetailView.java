package dev.tidepool.session.skill;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidepool.kernel.skill.manifest.SkillManifest;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A skill with what its SKILL.md says, as JSON.
 *
 * @param authorVersion the version as its author counts
 * @param missing what it needs and is not there: {@code bins:gh}, {@code env:KEY}, {@code config:path}, {@code os:darwin}
 * @param inputSchema JSON Schema of the input of an execution; null: any JSON
 * @param upload the upload that it says this in; null for a built-in skill
 */
record SkillDetailView(
        @JsonUnwrapped SkillView skill,
        @Nullable String homepage,
        @Nullable String authorVersion,
        boolean userInvocable,
        boolean modelInvocable,
        @Nullable String emoji,
        List<String> missing,

        @Schema(type = org.eclipse.microprofile.openapi.annotations.enums.SchemaType.OBJECT) @Nullable
        ObjectNode inputSchema,

        String instructions,
        @Nullable SkillVersionView upload) {

    static SkillDetailView of(SkillService.Found found) {
        SkillManifest manifest = found.manifest();
        return new SkillDetailView(
                SkillView.of(found.summary()),
                manifest.homepage().orElse(null),
                manifest.version().orElse(null),
                manifest.userInvocable(),
                manifest.modelInvocable(),
                manifest.openclaw().emoji().orElse(null),
                found.missing(),
                manifest.inputSchema().orElse(null),
                manifest.instructions(),
                found.version().map(SkillVersionView::of).orElse(null));
    }
}
