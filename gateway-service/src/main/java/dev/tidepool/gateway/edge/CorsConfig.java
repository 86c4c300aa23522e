package dev.tidepool.gateway.edge;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Which web pages may call from a browser. */
@ConfigMapping(prefix = "tidepool.cors")
interface CorsConfig {

    /** Origins such as {@code https://app.example.org}, compared exactly; none by default. */
    Optional<Set<String>> origins();

    /** How long a browser remembers a preflight's answer. */
    @WithDefault("24h")
    Duration maxAge();
}
