package dev.tidepool.session.message;

import dev.tidepool.kernel.event.EventId;
import dev.tidepool.session.session.SessionId;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A message that waits for its place.
 *
 * @param envelope of the event that tells of it, but for the sequence
 * @param stored called once it is stored
 * @param answer told on the context, where there is one: the asker's own
 */
record WaitingAppend(
        MessageId id,
        SessionId session,
        MessageDraft draft,
        EventId event,
        JsonObject envelope,
        Runnable stored,
        @Nullable Context context,
        UniEmitter<? super Optional<Message>> answer) {

    void store(Message message) {
        stored.run();
        answer(() -> answer.complete(Optional.of(message)));
    }

    void leave() {
        answer(() -> answer.complete(Optional.empty()));
    }

    void fail(Throwable failure) {
        answer(() -> answer.fail(failure));
    }

    /** Of one session's messages with this key there is only one. */
    Optional<String> key() {
        return draft.idempotencyKey().map(key -> session + " " + key);
    }

    private void answer(Runnable told) {
        if (context == null) {
            told.run();
        } else {
            context.runOnContext(ignored -> told.run());
        }
    }
}
