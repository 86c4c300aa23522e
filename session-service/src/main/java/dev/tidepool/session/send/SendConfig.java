package dev.tidepool.session.send;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Limits of messages between sessions. */
@ConfigMapping(prefix = "tidepool.send")
interface SendConfig {

    /** How often a message may be passed on: sessions between the first sender and the last receiver, and the sender. */
    @WithDefault("4")
    int maxDepth();

    /** Answers to answers, after the first answer. */
    @WithDefault("5")
    int maxTurns();

    /** Messages of one session to another of the organisation, in one window. */
    @WithDefault("60")
    int maxOfPair();

    /** The same to a session of another organisation. */
    @WithDefault("20")
    int maxOfForeign();

    /** Messages to a session of another organisation that are not answered yet. */
    @WithDefault("4")
    int maxUnansweredOfForeign();

    @WithDefault("1h")
    Duration window();

    @WithDefault("30s")
    Duration defaultTimeout();

    /** No longer than the gateway waits for the service. */
    @WithDefault("55s")
    Duration maxTimeout();

    /** Less than a stored message holds, by what is put before it. */
    @WithDefault("131072")
    int maxMessageBytes();

    @WithDefault("100")
    int maxSendersOfSession();
}
