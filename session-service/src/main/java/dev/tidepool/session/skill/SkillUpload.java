package dev.tidepool.session.skill;

import dev.tidepool.kernel.skill.bundle.BundleLimits;
import dev.tidepool.kernel.skill.bundle.BundleReader;
import dev.tidepool.kernel.skill.bundle.Finding;
import dev.tidepool.kernel.skill.bundle.SkillBundle;
import dev.tidepool.kernel.skill.bundle.SkillScan;
import dev.tidepool.kernel.skill.manifest.SkillManifest;
import dev.tidepool.session.skill.run.RunConfig;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** An archive that was read and looked through. */
record SkillUpload(SkillManifest manifest, SkillBundle bundle, List<Finding> findings) {

    /** Takes milliseconds: not for the event loop. @throws Problem 400 naming the file and the rule */
    static SkillUpload read(byte[] zip, BundleLimits limits, RunConfig.Wasm modules) {
        SkillBundle bundle = BundleReader.read(zip, limits);
        SkillManifest manifest = SkillManifest.parse(bundle.manifest());
        SkillChecks.require(manifest, bundle, modules);
        return new SkillUpload(manifest, bundle, SkillScan.scan(manifest, bundle));
    }

    SkillVersion version(int number, Optional<String> source, String by, Instant now) {
        return new SkillVersion(
                manifest.name(),
                number,
                bundle.hash(),
                manifest.spec().kind(),
                manifest.description(),
                bundle.manifest(),
                findings,
                Optional.empty(),
                source,
                by,
                now);
    }
}
