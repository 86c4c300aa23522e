package dev.tidepool.session.socket;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.session.session.SessionId;
import io.smallrye.mutiny.Multi;

/** Has what was said last in a session answered by its model. Implemented where chats are. */
public interface SessionAnswers {

    /**
     * The answer's text, part by part; the answer is stored before its end is told. Fails with a
     * {@link dev.tidepool.kernel.problem.Problem} when there is none, or when it breaks off; a cancelled one is stored as far
     * as it came.
     */
    Multi<String> answer(Caller.Member member, SessionId session);
}
