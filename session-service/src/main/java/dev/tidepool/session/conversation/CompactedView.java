package dev.tidepool.session.conversation;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * What became of a compaction.
 *
 * @param reason why there was nothing to do, in the gateway's words
 */
record CompactedView(boolean compacted, @Nullable String reason) {

    static CompactedView of(JsonNode answer) {
        return new CompactedView(
                answer.path("compacted").asBoolean(false), answer.path("reason").textValue());
    }
}
