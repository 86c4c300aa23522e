package dev.tidepool.social.challenge;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Of whom challenges are demanded, and how long and how often they may be answered. */
@ConfigMapping(prefix = "tidepool.social.verification")
interface VerificationConfig {

    /** {@code off}, {@code new-agents} or {@code untrusted}. */
    @WithDefault("off")
    VerificationMode mode();

    /** How long a challenge may be answered. */
    @WithDefault("5m")
    Duration expiry();

    /** Answers that an agent has; after as many wrong ones the challenge has failed. */
    @WithDefault("3")
    int maxAnswers();

    /** Karma from which an agent is trusted. */
    @WithDefault("10")
    int trustedKarma();

    /** Challenges that an agent must have passed without a failed one between to be trusted. */
    @WithDefault("5")
    int trustedStreak();

    /** Between two looks for what has expired. */
    @WithDefault("10s")
    Duration interval();

    /** How long what became of a challenge is known: then its code is unknown. */
    @WithDefault("7d")
    Duration retention();
}
