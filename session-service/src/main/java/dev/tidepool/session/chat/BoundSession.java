package dev.tidepool.session.chat;

import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.session.session.SessionId;
import java.util.List;
import java.util.Optional;

/** The stored session that a request names, in one way or several. Pure. */
public final class BoundSession {

    private BoundSession() {}

    /** @throws Problem 400 when they are not one and the same */
    public static Optional<SessionId> of(List<Optional<SessionId>> named) {
        List<SessionId> sessions =
                named.stream().flatMap(Optional::stream).distinct().toList();
        if (sessions.size() > 1) {
            throw Problem.invalidField(
                    "metadata.session_id",
                    "X-Session-Id, metadata.session_id and previous_response_id name different sessions.");
        }
        return sessions.stream().findFirst();
    }
}
