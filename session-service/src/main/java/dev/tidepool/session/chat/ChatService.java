package dev.tidepool.session.chat;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.problem.CommonError;
import dev.tidepool.kernel.problem.ErrorSurface;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.session.json.ExactJson;
import dev.tidepool.session.message.Message;
import dev.tidepool.session.message.MessageService;
import dev.tidepool.session.message.ModelTurns;
import dev.tidepool.session.model.ModelAnswer;
import dev.tidepool.session.model.ModelBackend;
import dev.tidepool.session.model.ModelChunk;
import dev.tidepool.session.quota.MessageQuota;
import dev.tidepool.session.session.Session;
import dev.tidepool.session.session.SessionId;
import dev.tidepool.session.session.SessionService;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Answers chats: makes the turn ready, asks the model, stores both sides. */
@ApplicationScoped
class ChatService {

    private static final Logger LOG = Logger.getLogger(ChatService.class);

    static final String PATH = "/v1/chat/completions";

    private static final String DONE = event("[DONE]");

    private final SessionService sessions;
    private final MessageService messages;
    private final ModelBackend backend;
    private final ChatRecorder recorder;
    private final ChatObserver observer;
    private final ChatConfig config;
    private final ExactJson json;
    private final MessageQuota quota;

    ChatService(
            SessionService sessions,
            MessageService messages,
            ModelBackend backend,
            ChatRecorder recorder,
            ChatObserver observer,
            ChatConfig config,
            ExactJson json,
            MessageQuota quota) {
        this.sessions = sessions;
        this.messages = messages;
        this.backend = backend;
        this.recorder = recorder;
        this.observer = observer;
        this.config = config;
        this.json = json;
        this.quota = quota;
    }

    /**
     * @param session the stored session the chat belongs to, if any
     * @param requestId for an error that arises after the answer began
     */
    Uni<ChatReply> answer(Caller.Member member, ChatRequest request, Optional<SessionId> session, String requestId) {
        return turn(member.organization(), request, session)
                .chain(turn -> reserved(member, turn))
                .chain(turn -> request.isStreamed() ? stream(turn, requestId) : complete(turn));
    }

    private Uni<ChatTurn> turn(OrganizationId organization, ChatRequest request, Optional<SessionId> session) {
        return session.isEmpty()
                ? Uni.createFrom().item(() -> ChatTurn.alone(request))
                : sessions.find(organization, session.get()).chain(found -> turn(found, request));
    }

    private Uni<ChatTurn> turn(Session session, ChatRequest request) {
        return messages.recent(session, config.historyMessages())
                .map(history -> ChatTurn.within(session, history, request, config.maxStoredBytes()));
    }

    /** Before the model is asked: an answer that could not be kept is not worth its tokens. */
    private Uni<ChatTurn> reserved(Caller.Member member, ChatTurn turn) {
        return turn.messages() == 0
                ? Uni.createFrom().item(turn)
                : quota.reserve(member, turn.messages()).map(turn::with);
    }

    private Uni<ChatReply> complete(ChatTurn turn) {
        ChatWatch watch = observer.begin(backend.name(), turn);
        return backend.complete(turn.call())
                .call(answer -> recorder.complete(turn, transcript(answer)))
                .invoke(answer -> watch.completed(answer.usage()))
                .onFailure()
                .invoke(failure -> failed(turn, watch, failure))
                .onCancellation()
                .invoke(() -> cancelled(turn, watch))
                .map(answer -> new ChatReply.Whole(answer.json()));
    }

    /** For work without a client: a whole answer in a session, stored together with what its asker keeps of it. */
    Uni<Message> answerAlong(Caller.Member member, ChatRequest request, SessionId session, ModelTurns.Along along) {
        return sessions.find(member.organization(), session)
                .chain(found -> turn(found, request)
                        .chain(turn -> reserved(member, turn))
                        .chain(turn -> completeAlong(turn, found, along)));
    }

    private Uni<Message> completeAlong(ChatTurn turn, Session session, ModelTurns.Along along) {
        ChatWatch watch = observer.begin(backend.name(), turn);
        return backend.complete(turn.call())
                .chain(answer -> recorder.complete(turn, session, transcript(answer), along)
                        .invoke(() -> watch.completed(answer.usage())))
                .onFailure()
                .invoke(failure -> failed(turn, watch, failure))
                .onCancellation()
                .invoke(() -> cancelled(turn, watch));
    }

    private static void failed(ChatTurn turn, ChatWatch watch, Throwable failure) {
        turn.reservation().release();
        watch.failed(failure, Optional.empty());
    }

    private static void cancelled(ChatTurn turn, ChatWatch watch) {
        turn.reservation().release();
        watch.cancelled(Optional.empty());
    }

    private Transcript transcript(ModelAnswer answer) {
        Transcript transcript = new Transcript(config.maxStoredBytes());
        transcript.add(answer.text(), answer.usage());
        return transcript;
    }

    private Uni<ChatReply> stream(ChatTurn turn, String requestId) {
        ChatWatch watch = observer.begin(backend.name(), turn);
        return backend.stream(turn.call())
                .onFailure()
                .invoke(failure -> failed(turn, watch, failure))
                .onCancellation()
                .invoke(() -> cancelled(turn, watch))
                .map(chunks -> new ChatReply.Streamed(events(turn, chunks, watch, requestId)));
    }

    private Multi<String> events(ChatTurn turn, Multi<ModelChunk> chunks, ChatWatch watch, String requestId) {
        Transcript answer = new Transcript(config.maxStoredBytes());
        Multi<String> parts = chunks.invoke(chunk -> take(chunk, answer, watch))
                .select()
                .where(chunk -> !chunk.closing() || turn.request().wantsUsage())
                .map(chunk -> event(chunk.data()));
        return Multi.createBy()
                .concatenating()
                .streams(parts, finish(turn, answer, watch))
                .onFailure()
                .recoverWithMulti(failure -> breakOff(turn, answer, watch, failure, requestId))
                .onCancellation()
                .invoke(() -> abandon(turn, answer, watch));
    }

    private static void take(ModelChunk chunk, Transcript answer, ChatWatch watch) {
        answer.add(chunk);
        if (!chunk.text().isEmpty()) {
            watch.token();
        }
    }

    /** The turn is stored before its end is told: a client that saw the end finds the messages. */
    private Multi<String> finish(ChatTurn turn, Transcript answer, ChatWatch watch) {
        return Uni.createFrom()
                .deferred(() -> recorder.complete(turn, answer))
                .invoke(() -> watch.completed(answer.usage()))
                .replaceWith(DONE)
                .toMulti();
    }

    private Multi<String> breakOff(
            ChatTurn turn, Transcript answer, ChatWatch watch, Throwable failure, String requestId) {
        watch.failed(failure, answer.usage());
        String error = event(json.write(ErrorSurface.OPENAI.body(problem(failure), PATH, requestId, Instant.now())));
        return recorder.partial(turn, answer)
                .replaceWith(error)
                .toMulti()
                .onCompletion()
                .continueWith(DONE);
    }

    private void abandon(ChatTurn turn, Transcript answer, ChatWatch watch) {
        watch.cancelled(answer.usage());
        // Nobody waits for this any more; the recorder logs a failure itself.
        recorder.partial(turn, answer).subscribe().with(stored -> {});
    }

    private static Problem problem(Throwable failure) {
        if (failure instanceof Problem problem) {
            return problem;
        }
        LOG.errorf(failure, "event=chat_failed");
        return Problem.of(CommonError.INTERNAL, "The answer failed. Give the request id when you report it.");
    }

    private static String event(String data) {
        return "data: " + data + "\n\n";
    }
}
