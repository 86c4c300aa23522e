package dev.tidepool.kernel.skill.manifest;

import java.util.List;
import java.util.Optional;

/**
 * {@code metadata.openclaw}, or {@code metadata.clawdbot} in older skills.
 *
 * @param always whether the skill is of use whatever is missing
 * @param primaryEnv the variable that its key is given by
 * @param skillKey its name in OpenClaw's configuration
 */
public record OpenClawMetadata(
        boolean always,
        Optional<String> emoji,
        Requirements requirements,
        Optional<String> primaryEnv,
        Optional<String> skillKey,
        List<InstallOption> install) {

    static final OpenClawMetadata NONE = new OpenClawMetadata(
            false, Optional.empty(), Requirements.NONE, Optional.empty(), Optional.empty(), List.of());

    static OpenClawMetadata of(Fields metadata) {
        Fields openclaw = metadata.within(metadata.has("openclaw") ? "openclaw" : "clawdbot");
        return new OpenClawMetadata(
                openclaw.flag("always", false),
                openclaw.text("emoji"),
                Requirements.of(openclaw),
                openclaw.text("primaryEnv"),
                openclaw.text("skillKey"),
                openclaw.objects("install").stream().map(InstallOption::of).toList());
    }
}
