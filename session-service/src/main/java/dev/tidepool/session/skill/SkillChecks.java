package dev.tidepool.session.skill;

import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.kernel.skill.bundle.SkillBundle;
import dev.tidepool.kernel.skill.manifest.SkillFormatError;
import dev.tidepool.kernel.skill.manifest.SkillManifest;
import dev.tidepool.kernel.skill.manifest.SkillSpec;
import dev.tidepool.session.browser.OpenBrowser;
import dev.tidepool.session.skill.run.InputSchema;
import dev.tidepool.session.skill.run.RunConfig;
import dev.tidepool.session.skill.run.WasmModules;
import java.util.List;

/** What a skill's kind asks of its files. Pure. */
final class SkillChecks {

    private SkillChecks() {}

    /** @throws Problem 400 naming what is missing or cannot be executed */
    static void require(SkillManifest manifest, SkillBundle bundle, RunConfig.Wasm limits) {
        manifest.inputSchema().ifPresent(InputSchema::of);
        switch (manifest.spec()) {
            case SkillSpec.Native program -> throw new IllegalArgumentException("is part of the service");
            case SkillSpec.Prompt prompt -> requireInstructions(manifest);
            case SkillSpec.Http http -> {}
            case SkillSpec.Browse browse -> requireHosts(browse);
            case SkillSpec.OpenClawTool tool -> {}
            case SkillSpec.Wasm wasm -> requireModule(wasm, bundle, limits);
        }
    }

    private static void requireHosts(SkillSpec.Browse browse) {
        if (!browse.hosts().isEmpty()) {
            try {
                new OpenBrowser(null, List.copyOf(browse.hosts())).requireValid();
            } catch (Problem refused) {
                throw Problem.of(SkillFormatError.SKILL_MALFORMED, refused.detail())
                        .with("field", "metadata.tidepool.browser.allowedHosts");
            }
        }
    }

    private static void requireInstructions(SkillManifest manifest) {
        if (manifest.instructions().isEmpty()) {
            throw Problem.of(
                    SkillFormatError.SKILL_MALFORMED,
                    "Write below the frontmatter what a model is to do: there is nothing.");
        }
    }

    private static void requireModule(SkillSpec.Wasm wasm, SkillBundle bundle, RunConfig.Wasm limits) {
        WasmModules.read(bundle.module(wasm).content(), limits);
    }
}
