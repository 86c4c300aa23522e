package dev.tidepool.session.session;

import dev.tidepool.kernel.id.TypedId;
import dev.tidepool.kernel.problem.Problem;
import java.util.UUID;

/**
 * Names one session. Resources take a client's text and read it themselves: the framework would do it before the check of
 * the scope, and answer its own 404 in place of ours.
 */
public record SessionId(UUID value) implements TypedId {

    /** @throws Problem 404 for text that is no id: it names nothing, like any unknown id */
    public static SessionId fromString(String text) {
        try {
            return new SessionId(UUID.fromString(text));
        } catch (IllegalArgumentException malformed) {
            throw Problem.notFound(SessionError.SESSION_NOT_FOUND, text);
        }
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
