package dev.tidepool.session.chat;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Limits of chats. */
@ConfigMapping(prefix = "tidepool.chat")
interface ChatConfig {

    /** Messages in one request. */
    @WithDefault("2048")
    int maxMessages();

    /** The latest messages of a bound session that are put before the request's own. */
    @WithDefault("50")
    int historyMessages();

    /** Of those messages, their calls included: so much, and the message that passes it. */
    @WithDefault("262144")
    long historyBytes();

    /** Messages that one bound chat stores, its answer included: they are stored while the session is held. */
    @WithDefault("256")
    int maxStoredMessages();

    /** Of one message of a bound chat as UTF-8: what can be stored. */
    @WithDefault("262144")
    int maxStoredBytes();
}
