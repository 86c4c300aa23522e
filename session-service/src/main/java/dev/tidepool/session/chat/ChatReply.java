package dev.tidepool.session.chat;

import io.smallrye.mutiny.Multi;

/** What is sent back. */
sealed interface ChatReply {

    /** The completion as JSON. */
    record Whole(String json) implements ChatReply {}

    /** Server-sent events, each with its blank line, the last {@code data: [DONE]}. */
    record Streamed(Multi<String> events) implements ChatReply {}
}
