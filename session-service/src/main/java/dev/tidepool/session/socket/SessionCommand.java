package dev.tidepool.session.socket;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.session.session.SessionId;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;

/** Something that a socket's client may ask for, beyond messages. Implemented by the features that do it. */
public interface SessionCommand {

    /** The {@code type} of the client's message, and of what it is answered with. */
    String type();

    /** Fails with a {@link dev.tidepool.kernel.problem.Problem}, which the client is told. */
    Uni<Outcome> handle(Caller.Member member, SessionId session, JsonObject message);

    /**
     * @param data as JSON, for the client
     * @param mayBeAnswered whether something was said that the model may answer, if the client wants it to
     */
    record Outcome(String data, boolean mayBeAnswered) {}
}
