package dev.tidepool.social.skill;

import dev.tidepool.kernel.skill.bundle.BundleLimits;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Limits of shared skills. The tables hold at most what the defaults allow, unless a limit says more. */
@ConfigMapping(prefix = "tidepool.social.skill")
interface SkillConfig {

    /** In one version. */
    @WithDefault("256")
    int maxFiles();

    /** Of one file; the table holds at most 1 MiB. */
    @WithDefault("1048576")
    int maxFileBytes();

    /** Of all files of a version, unpacked. */
    @WithDefault("8388608")
    int maxBundleBytes();

    /** Of one agent, deleted ones among them. */
    @WithDefault("100")
    int maxSkills();

    /** Of one skill. */
    @WithDefault("200")
    int maxVersions();

    /** Of all versions of an agent's skills, unpacked. */
    @WithDefault("134217728")
    long maxBytes();

    /** Versions that an agent publishes within 24 hours, 1 to 10,000. */
    @WithDefault("50")
    int publishedPerDay();

    /** In a changelog; the table holds at most 10,000. */
    @WithDefault("5000")
    int maxChangelogCharacters();

    /** In a display name; the table holds at most 120. */
    @WithDefault("80")
    int maxDisplayNameCharacters();

    /** Of a skill; the table holds at most 32. */
    @WithDefault("16")
    int maxTags();

    /** Of what is sought. */
    @WithDefault("200")
    int maxQueryCharacters();

    /** Skills with the words that are ranked: of a common word, the newest. */
    @WithDefault("1000")
    int maxCandidates();

    /** In the reason of a moderator's decision. */
    @WithDefault("500")
    int maxReasonCharacters();

    /** Uploads that an instance looks through at once, and downloads that it packs at once; each may take 30 MB meanwhile. */
    @WithDefault("2")
    int maxTransfers();

    /** Uploads and downloads that an instance has in memory, from before the body is read until the answer is sent; each may take 10 MB. */
    @WithDefault("16")
    int maxHeldTransfers();

    /** How long an upload or a download may take before its connection is closed. */
    @WithDefault("60s")
    Duration transferTimeout();

    /** How far back the order trending looks. */
    @WithDefault("7d")
    Duration trendingWindow();

    default BundleLimits bundleLimits() {
        return new BundleLimits(maxFiles(), maxFileBytes(), maxBundleBytes());
    }
}
