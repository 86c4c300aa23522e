package dev.tidepool.session.session;

import io.vertx.core.json.JsonObject;
import java.util.Optional;

/**
 * What the client chose when it created the session.
 *
 * @param channel where the conversation takes place, for example {@code api} or {@code telegram}
 * @param model the model that answers when a chat request names none
 */
public record SessionSettings(
        String channel,
        String model,
        ThinkingLevel thinking,
        Optional<String> systemPrompt,
        JsonObject metadata,
        Optional<String> label) {}
