package dev.tidepool.session.response;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Limits of requests for responses; what they become is limited as chats are. */
@ConfigMapping(prefix = "tidepool.response")
interface ResponseConfig {

    /** Of the list {@code input}. */
    @WithDefault("2000")
    int maxItems();
}
