package dev.tidepool.session.mcp;

import org.jspecify.annotations.Nullable;

/** A client's message, as far as it matters before it is handled. */
sealed interface McpMessage {

    /** It begins a session. */
    record Initialize() implements McpMessage {}

    /** It wants an answer. */
    record Request() implements McpMessage {}

    /** A notification, or the answer to a request: the service sends none, and keeps nothing that could be notified of anything. */
    record Silent() implements McpMessage {}

    /**
     * It cannot be handled.
     *
     * @param status 400 for what is no message of the protocol, 200 for a request that is answered with an error
     * @param id of the request, if it has one
     */
    record Refused(int status, @Nullable Object id, int code, String reason) implements McpMessage {}
}
