package dev.tidepool.session.message;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.session.session.SessionId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

/** Lets a session's model answer, for work that runs without a client who waits for it. The chat does it. */
public interface ModelTurns {

    /** What is stored along with a turn, in its transaction, of the session's organisation. */
    @FunctionalInterface
    interface Along {

        /** A failure undoes the turn. */
        Uni<Void> store(SqlConnection transaction, Message answer);
    }

    /**
     * Says something in the session as its user and stores that and the model's answer, both or neither. Counts for the
     * member's quota. Fails as a chat request does; cancelling gives the answer up.
     *
     * @param key the same for the same turn, when it is asked for again after a crash
     */
    Uni<Message> answer(Caller.Member member, SessionId session, String said, String key, Along along);
}
