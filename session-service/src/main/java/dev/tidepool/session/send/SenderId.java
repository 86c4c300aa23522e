package dev.tidepool.session.send;

import dev.tidepool.kernel.id.TypedId;
import dev.tidepool.kernel.problem.Problem;
import java.util.UUID;

/** Names one permission to speak to a session. */
record SenderId(UUID value) implements TypedId {

    /** @throws Problem 404 for text that is no id: it names nothing, like any unknown id */
    static SenderId fromString(String text) {
        try {
            return new SenderId(UUID.fromString(text));
        } catch (IllegalArgumentException malformed) {
            throw Problem.notFound(SendError.SENDER_NOT_FOUND, text);
        }
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
