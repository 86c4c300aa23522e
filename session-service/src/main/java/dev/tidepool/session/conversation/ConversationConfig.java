package dev.tidepool.session.conversation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What becomes at the OpenClaw gateway of sessions that were deleted here. */
@ConfigMapping(prefix = "tidepool.conversation")
interface ConversationConfig {

    /** Conversations that are deleted there at once. */
    @WithDefault("20")
    int sweepBatch();

    /** Then a conversation that cannot be deleted there is given up: after some four days. */
    @WithDefault("100")
    int maxAttempts();
}
