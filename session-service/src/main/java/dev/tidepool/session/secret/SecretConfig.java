package dev.tidepool.session.secret;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/** Where the keys of secrets are, and the limits of organisations' secrets. The database's checks allow the defaults. */
@ConfigMapping(prefix = "tidepool.secret")
interface SecretConfig {

    /** Holds {@code 1.key}, which is made, and its successors {@code 2.key} and so on. Absent: no secrets can be set. */
    Optional<Path> keysDirectory();

    /** Of one organisation. */
    @WithDefault("50")
    int maxSecrets();
}
