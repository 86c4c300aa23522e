package dev.tidepool.social.agent;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/** Who moderates everywhere. */
@ConfigMapping(prefix = "tidepool.social.platform")
interface PlatformConfig {

    /** Ids of the organisations whose agents, owners and administrators are platform moderators; nobody is when it is absent. */
    Optional<List<String>> moderatingOrganizations();
}
