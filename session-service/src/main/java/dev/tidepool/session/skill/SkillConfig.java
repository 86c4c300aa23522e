package dev.tidepool.session.skill;

import dev.tidepool.kernel.skill.bundle.BundleLimits;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Set;

/** Limits of an organisation's skills. The database's checks allow the defaults of a file. */
@ConfigMapping(prefix = "tidepool.skill")
public interface SkillConfig {

    /** Of one organisation. */
    @WithDefault("100")
    int maxSkills();

    /** Kept of one skill, besides the one in use. */
    @WithDefault("10")
    int maxVersions();

    /** In one skill. */
    @WithDefault("256")
    int maxFiles();

    @WithDefault("1048576")
    int maxFileBytes();

    /** Of all its files, unpacked. */
    @WithDefault("8388608")
    int maxBundleBytes();

    /** That skills name and never hold, for the headers of those that call a service. */
    List<Secret> secrets();

    /** One of them. */
    interface Secret {

        String name();

        /** The id of the one that may use it. */
        String organization();

        /** Hosts that it is sent to, and no others. */
        Set<String> hosts();

        String value();
    }

    /** Uploads that are read at once by an instance, of one organisation one; more are refused. Each may take 45 MB. */
    @WithDefault("2")
    int maxUploads();

    /** Of all files of all kept versions of an organisation's skills, unpacked. */
    @WithDefault("268435456")
    long maxBytes();

    default BundleLimits bundleLimits() {
        return new BundleLimits(maxFiles(), maxFileBytes(), maxBundleBytes());
    }
}
