package dev.tidepool.session.standing;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;

/** Where it is asked what members are worth by now, and when. */
@ConfigMapping(prefix = "tidepool.member-standing")
interface StandingConfig {

    /** The gateway's management port. */
    URI url();

    @WithDefault("3s")
    Duration timeout();

    /** What was asked for longer ago than this is done with the rights that its member has by now. */
    @WithDefault("1m")
    Duration askedAfter();
}
