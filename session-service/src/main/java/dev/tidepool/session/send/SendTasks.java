package dev.tidepool.session.send;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.id.Uuid7Generator;
import dev.tidepool.session.message.Message;
import dev.tidepool.session.message.ModelTurns;
import dev.tidepool.session.session.SessionId;
import dev.tidepool.session.task.TaskContext;
import dev.tidepool.session.task.TaskDraft;
import dev.tidepool.session.task.TaskHandler;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/**
 * Delivers a message and lets the receiver's model answer; then, if it was wished for, the sender's model answers that, and so
 * on in turn. Each answer is stored in one transaction with the checkpoint that counts it.
 */
@ApplicationScoped
class SendTasks implements TaskHandler {

    static final String KIND = "send";

    private static final int MAX_KEPT = 80_000;

    private final ModelTurns turns;
    private final Uuid7Generator ids;

    SendTasks(ModelTurns turns, Uuid7Generator ids) {
        this.turns = turns;
        this.ids = ids;
    }

    /** What is to be delivered. */
    record Exchange(SessionId from, SessionId to, String message, int turns, boolean isForeign) {

        static Exchange of(JsonObject input) {
            return new Exchange(
                    SessionId.fromString(input.getString("from")),
                    SessionId.fromString(input.getString("to")),
                    input.getString("message"),
                    input.getInteger("turns"),
                    input.getBoolean("foreign"));
        }

        JsonObject toJson() {
            return new JsonObject()
                    .put("from", from.toString())
                    .put("to", to.toString())
                    .put("message", message)
                    .put("turns", turns)
                    .put("foreign", isForeign);
        }
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public boolean isForUsers() {
        return false;
    }

    /** Another organisation is answered in the name of who once offered the session to it. */
    @Override
    public boolean hasOldRights(TaskDraft draft) {
        return Exchange.of(draft.input()).isForeign();
    }

    @Override
    public void check(Caller.Member member, TaskDraft draft) {
        member.requireScope("chat:write");
    }

    @Override
    public Uni<JsonObject> run(TaskContext context) {
        Exchange exchange = Exchange.of(context.task().draft().input());
        return next(context, exchange, context.checkpoint().orElseGet(SendTasks::none));
    }

    static JsonObject none() {
        return new JsonObject().put("replies", new JsonArray()).put("skipped", false);
    }

    private Uni<JsonObject> next(TaskContext context, Exchange exchange, JsonObject reached) {
        int replies = reached.getJsonArray("replies").size();
        if (replies > exchange.turns() || reached.getBoolean("skipped")) {
            return Uni.createFrom().item(reached);
        }
        boolean toReceiver = replies % 2 == 0;
        SessionId speaker = toReceiver ? exchange.from() : exchange.to();
        SessionId listener = toReceiver ? exchange.to() : exchange.from();
        String message = replies == 0 ? exchange.message() : reached.getString("last");
        return turns.answer(
                        context.task().member(),
                        listener,
                        InterSessionMessage.of(speaker, exchange.isForeign(), message, newKey()),
                        context.continuationKey() + ":" + replies,
                        (transaction, answer) -> context.keep(transaction, with(reached, listener, answer)))
                .chain(answer -> next(context, exchange, with(reached, listener, answer)));
    }

    /** The whole of it is in the session; what the task keeps of two must fit, written with escapes. */
    private static String kept(String text) {
        return text.length() <= MAX_KEPT ? text : text.substring(0, MAX_KEPT);
    }

    /** The random end of an id. */
    private String newKey() {
        String id = ids.next(UUID::toString);
        return id.substring(id.lastIndexOf('-') + 1);
    }

    /** The receiver's first answer is the reply; the last one is what the next turn answers. */
    static JsonObject with(JsonObject reached, SessionId listener, Message answer) {
        String text = kept(answer.draft().content());
        JsonArray replies = reached.getJsonArray("replies")
                .copy()
                .add(new JsonObject()
                        .put("sessionId", listener.toString())
                        .put("messageId", answer.id().toString())
                        .put("sequence", answer.sequence()));
        return new JsonObject()
                .put("replies", replies)
                .put("skipped", InterSessionMessage.isSkip(text))
                .put("reply", reached.getString("reply", text))
                .put("last", text);
    }
}
