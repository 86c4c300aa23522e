package dev.tidepool.session.conversation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What becomes at the OpenClaw gateway of sessions that were deleted here. */
@ConfigMapping(prefix = "tidepool.conversation")
interface ConversationConfig {

    /** How often it is looked for sessions that were deleted here. */
    @WithDefault("5s")
    Duration sweepEvery();

    /** Conversations that are deleted there at once. */
    @WithDefault("20")
    int sweepBatch();

    /** Then a conversation that cannot be deleted there is given up: after some four days. */
    @WithDefault("100")
    int maxAttempts();
}
