package dev.tidepool.session.session;

import dev.tidepool.kernel.problem.Problem;
import java.util.UUID;

/** Ids of sessions as clients write them. Pure. */
public final class SessionId {

    private SessionId() {}

    /** @throws Problem 404 for text that is no id: it names nothing, like any unknown id */
    public static UUID parse(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException malformed) {
            throw Problem.notFound(SessionError.SESSION_NOT_FOUND, text);
        }
    }
}
