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

    /** Between two looks at one rule; more for a long window, which changes slowly: a hundredth of it. */
    @WithDefault("1m")
    Duration lookEvery();

    /** A measure that takes longer fails, and its rules are looked at again at their next turn. */
    @WithDefault("5s")
    Duration measureTimeout();

    /** Rules taken at once: those that watch the same share what is measured. */
    @WithDefault("20")
    int lookedTogether();

    /** Of one organisation. */
    @WithDefault("50")
    int maxRules();

    /** Of one organisation, those about the whole network or a submolt: what they watch is as much as others write. */
    @WithDefault("10")
    int maxWideRules();

    @WithDefault("100")
    int maxNameCharacters();

    /** The longest window and cooldown; the table holds at most seven days. */
    @WithDefault("7d")
    Duration maxWindow();

    /** The longest window about the whole network or a submolt where no daily sums are kept: only of posts of the network are. */
    @WithDefault("1d")
    Duration maxWideWindow();

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
