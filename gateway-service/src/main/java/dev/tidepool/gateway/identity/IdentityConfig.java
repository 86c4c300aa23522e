package dev.tidepool.gateway.identity;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** What is set up at start. */
@ConfigMapping(prefix = "tidepool.identity")
interface IdentityConfig {

    /** Organisations, owners and keys to make sure of, see {@link BootstrapFile}. */
    Optional<Path> bootstrapFile();
}
