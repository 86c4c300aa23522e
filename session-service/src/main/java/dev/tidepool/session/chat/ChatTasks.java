package dev.tidepool.session.chat;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.problem.Problem;
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
import java.util.List;

/**
 * Tasks of the kind {@code chat}: the input's {@code prompts} are said in the session one after the other, each when the one
 * before is answered. Each turn is stored in one transaction with the checkpoint that counts it.
 */
@ApplicationScoped
class ChatTasks implements TaskHandler {

    private static final int MAX_PROMPTS = 20;

    private final ModelTurns turns;

    ChatTasks(ModelTurns turns) {
        this.turns = turns;
    }

    @Override
    public String kind() {
        return "chat";
    }

    @Override
    public void check(Caller.Member member, TaskDraft draft) {
        member.requireScope("chat:write");
        if (draft.session().isEmpty()) {
            throw Problem.invalidField("sessionId", "sessionId must name the session to chat in.");
        }
        if (!(draft.input().getValue("prompts") instanceof JsonArray prompts)
                || prompts.isEmpty()
                || prompts.size() > MAX_PROMPTS
                || !prompts.stream().allMatch(ChatTasks::isPrompt)) {
            throw Problem.invalidField(
                    "input.prompts",
                    "input.prompts must be a list of 1 to " + MAX_PROMPTS + " texts that are not blank.");
        }
    }

    private static boolean isPrompt(Object prompt) {
        return prompt instanceof String text && !text.isBlank();
    }

    @Override
    public Uni<JsonObject> run(TaskContext context) {
        SessionId session = context.task().draft().session().orElseThrow();
        List<String> prompts = context.task().draft().input().getJsonArray("prompts").stream()
                .map(String.class::cast)
                .toList();
        return next(context, session, prompts, context.checkpoint().orElseGet(ChatTasks::none));
    }

    private static JsonObject none() {
        return new JsonObject().put("answers", new JsonArray());
    }

    private Uni<JsonObject> next(TaskContext context, SessionId session, List<String> prompts, JsonObject reached) {
        int answered = reached.getJsonArray("answers").size();
        if (answered == prompts.size()) {
            return Uni.createFrom().item(reached);
        }
        context.progress(100 * answered / prompts.size(), "Turn %d of %d".formatted(answered + 1, prompts.size()));
        return turns.answer(
                        context.task().member(),
                        session,
                        prompts.get(answered),
                        context.continuationKey() + ":" + answered,
                        (transaction, answer) -> context.keep(transaction, with(reached, answer)))
                .chain(answer -> next(context, session, prompts, with(reached, answer)));
    }

    /** The answers so far, and the text of the last one. */
    private static JsonObject with(JsonObject reached, Message answer) {
        JsonArray answers = reached.getJsonArray("answers")
                .copy()
                .add(new JsonObject().put("messageId", answer.id().toString()).put("sequence", answer.sequence()));
        return new JsonObject()
                .put("answers", answers)
                .put("reply", answer.draft().content());
    }
}
