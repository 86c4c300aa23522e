package dev.tidepool.session.skill.source;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;

/** The social service as a source of skills. */
@ConfigMapping(prefix = "tidepool.skill-source")
interface SourceConfig {

    /** Of the social service. */
    URI url();

    /** For each of its answers. */
    @WithDefault("10s")
    Duration timeout();

    /** Of an archive: what is in it is bounded again when it is unpacked. */
    @WithDefault("10485760")
    int maxArchiveBytes();
}
