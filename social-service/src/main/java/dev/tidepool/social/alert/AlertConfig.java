package dev.tidepool.social.alert;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How often rules are looked at, and their limits. */
@ConfigMapping(prefix = "tidepool.alert")
interface AlertConfig {

    /** Between two rounds. */
    @WithDefault("5s")
    Duration interval();

    /** Between two looks at one rule. */
    @WithDefault("1m")
    Duration lookEvery();

    /** Rules looked at in one transaction. */
    @WithDefault("20")
    int lookedTogether();

    /** Of one organisation. */
    @WithDefault("50")
    int maxRules();

    @WithDefault("100")
    int maxNameCharacters();

    /** The longest window and cooldown; the table holds at most seven days. */
    @WithDefault("7d")
    Duration maxWindow();

    /** An alert that nobody has read for so long goes up one severity, and again after as long. */
    @WithDefault("1h")
    Duration escalateUnreadAfter();

    /** An alert whose value has got worse by this share since it came, or last went up, goes up one severity. */
    @WithDefault("0.5")
    double escalateWorseBy();

    /** How long resolved alerts are kept. */
    @WithDefault("90d")
    Duration keptFor();

    /** Deleted in one transaction. */
    @WithDefault("1000")
    int deletedTogether();
}
