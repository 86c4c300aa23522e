package dev.tidepool.session.chat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.problem.CommonError;
import dev.tidepool.kernel.problem.DatabaseProblem;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.session.json.ExactJson;
import dev.tidepool.session.message.Message;
import dev.tidepool.session.message.MessageService;
import dev.tidepool.session.message.ModelTurns;
import dev.tidepool.session.model.ModelAnswer;
import dev.tidepool.session.model.ModelBackend;
import dev.tidepool.session.model.ModelCall;
import dev.tidepool.session.model.ModelChunk;
import dev.tidepool.session.model.ModelError;
import dev.tidepool.session.model.ModelRouter;
import dev.tidepool.session.quota.MessageQuota;
import dev.tidepool.session.quota.TokenQuota;
import dev.tidepool.session.session.Session;
import dev.tidepool.session.session.SessionId;
import dev.tidepool.session.session.SessionService;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** Answers chats: makes the turn ready, asks the model, stores both sides. */
@ApplicationScoped
public class ChatService {

    private static final Logger LOG = Logger.getLogger(ChatService.class);

    private final SessionService sessions;
    private final MessageService messages;
    private final ModelRouter models;
    private final ChatRecorder recorder;
    private final ChatObserver observer;
    private final ChatConfig config;
    private final ExactJson json;
    private final MessageQuota quota;
    private final TokenQuota tokens;

    ChatService(
            SessionService sessions,
            MessageService messages,
            ModelRouter models,
            ChatRecorder recorder,
            ChatObserver observer,
            ChatConfig config,
            ExactJson json,
            MessageQuota quota,
            TokenQuota tokens) {
        this.sessions = sessions;
        this.messages = messages;
        this.models = models;
        this.recorder = recorder;
        this.observer = observer;
        this.config = config;
        this.json = json;
        this.quota = quota;
        this.tokens = tokens;
    }

    /**
     * A request of which the known members are checked.
     *
     * @param sent the bytes that {@code body} was parsed from
     * @throws Problem 400 naming the member that is not acceptable
     */
    public ChatRequest request(JsonNode body, byte[] sent) {
        return ChatRequest.of(body, sent, json, config.maxMessages());
    }

    /** A turn that is being answered. */
    private record Asked(ChatTurn turn, ModelBackend backend, ChatWatch watch) {}

    /**
     * The whole answer, once both sides are stored.
     *
     * @param session the stored session the chat belongs to, if any
     */
    public Uni<ModelAnswer> complete(Caller.Member member, ChatRequest request, Optional<SessionId> session) {
        return ready(member, request, session).chain(this::complete);
    }

    /** The answer as it comes. It ends when both sides are stored; if it breaks off it ends in a failure of Problem. */
    public Uni<Multi<ModelChunk>> stream(Caller.Member member, ChatRequest request, Optional<SessionId> session) {
        return ready(member, request, session).chain(this::stream);
    }

    private Uni<Asked> ready(Caller.Member member, ChatRequest request, Optional<SessionId> session) {
        return turn(member, request, session).chain(turn -> {
            ModelBackend backend = models.backendOf(turn.call().model());
            return tokens.requireLeft(member)
                    .chain(() -> reserved(member, turn))
                    .map(ready -> new Asked(ready, backend, observer.begin(backend.name(), ready)));
        });
    }

    private Uni<ChatTurn> turn(Caller.Member member, ChatRequest request, Optional<SessionId> session) {
        return session.isEmpty()
                ? Uni.createFrom().item(() -> ChatTurn.alone(member, request))
                : sessions.find(member.organization(), session.get()).chain(found -> turn(member, found, request));
    }

    private Uni<ChatTurn> turn(Caller.Member member, Session session, ChatRequest request) {
        return messages.recent(session, config.historyMessages(), config.historyBytes())
                .map(history -> ChatTurn.within(member, session, history, request, config.maxStoredBytes()))
                .invoke(turn -> requireFew(turn, config.maxStoredMessages()));
    }

    private static void requireFew(ChatTurn turn, int most) {
        if (turn.messages() > most) {
            throw Problem.invalidField(
                    "messages",
                    "A chat in a session must bring at most " + (most - 1)
                            + " messages: what was said before is in the session.");
        }
    }

    /** Before the model is asked: an answer that could not be kept is not worth its tokens. */
    private Uni<ChatTurn> reserved(Caller.Member member, ChatTurn turn) {
        return turn.messages() == 0
                ? Uni.createFrom().item(turn)
                : quota.reserve(member, turn.messages()).map(turn::with);
    }

    private Uni<ModelAnswer> complete(Asked asked) {
        return begun(asked, asked.backend()::complete)
                .call(answer -> watched(asked, recorder.complete(asked.turn(), transcript(answer)), answer));
    }

    /** For work without a client: a whole answer in a session, stored together with what its asker keeps of it. */
    Uni<Message> answerAlong(
            Caller.Member member, ChatRequest request, SessionId session, String key, ModelTurns.Along along) {
        return ready(member, request, Optional.of(session)).chain(asked -> completeAlong(asked, key, along));
    }

    private Uni<Message> completeAlong(Asked asked, String key, ModelTurns.Along along) {
        return begun(asked, call -> asked.backend().complete(call.withKey(key)))
                .chain(answer -> watched(asked, recorder.complete(asked.turn(), transcript(answer), along), answer));
    }

    /** Asks the model. A backend may refuse a call before there is a Uni to fail. */
    private <T> Uni<T> begun(Asked asked, Function<ModelCall, Uni<T>> asking) {
        return Uni.createFrom()
                .deferred(() -> asking.apply(asked.turn().call()))
                .onFailure()
                .invoke(failure -> unanswered(asked, failure))
                .onCancellation()
                .invoke(() -> unheard(asked));
    }

    private void unanswered(Asked asked, Throwable failure) {
        asked.watch().failed(failure, Optional.empty());
        if (failure instanceof Problem problem && problem.code() == ModelError.MODEL_TIMEOUT) {
            recorder.unheard(asked.turn()).subscribe().with(counted -> {});
        } else {
            asked.turn().reservation().release();
        }
    }

    private void unheard(Asked asked) {
        asked.watch().cancelled(Optional.empty());
        // Nobody waits for this any more; the recorder logs a failure itself.
        recorder.unheard(asked.turn()).subscribe().with(counted -> {});
    }

    /** The storing of an answer that is there. */
    private static <T> Uni<T> watched(Asked asked, Uni<T> storing, ModelAnswer answer) {
        return storing.invoke(() -> asked.watch().completed(answer.usage()))
                .onFailure()
                .invoke(failure -> asked.watch().failed(failure, answer.usage()))
                .onCancellation()
                .invoke(() -> asked.watch().cancelled(answer.usage()));
    }

    private Transcript transcript(ModelAnswer answer) {
        Transcript transcript = new Transcript(config.maxStoredBytes());
        transcript.add(answer.text(), answer.toolCalls(), answer.usage());
        return transcript;
    }

    private Uni<Multi<ModelChunk>> stream(Asked asked) {
        return begun(asked, asked.backend()::stream).map(chunks -> recorded(asked, chunks));
    }

    private Multi<ModelChunk> recorded(Asked asked, Multi<ModelChunk> chunks) {
        Transcript answer = new Transcript(config.maxStoredBytes());
        Multi<ModelChunk> taken = chunks.invoke(chunk -> take(chunk, answer, asked.watch()));
        return Multi.createBy()
                .concatenating()
                .streams(taken, finish(asked, answer))
                .onFailure()
                .recoverWithMulti(failure -> breakOff(asked, answer, failure))
                .onCancellation()
                .invoke(() -> abandon(asked, answer));
    }

    private static void take(ModelChunk chunk, Transcript answer, ChatWatch watch) {
        answer.add(chunk);
        if (!chunk.text().isEmpty() || !chunk.toolCalls().isEmpty()) {
            watch.token();
        }
    }

    /** The turn is stored before its end is told: a client that saw the end finds the messages. */
    private Multi<ModelChunk> finish(Asked asked, Transcript answer) {
        return Uni.createFrom()
                .deferred(() -> recorder.complete(asked.turn(), answer))
                .invoke(() -> asked.watch().completed(answer.usage()))
                .toMulti()
                .onItem()
                .transformToMultiAndConcatenate(stored -> Multi.createFrom().empty());
    }

    private Multi<ModelChunk> breakOff(Asked asked, Transcript answer, Throwable failure) {
        asked.watch().failed(failure, answer.usage());
        return recorder.partial(asked.turn(), answer)
                .chain(() -> Uni.createFrom().<ModelChunk>failure(problem(failure)))
                .toMulti();
    }

    private void abandon(Asked asked, Transcript answer) {
        asked.watch().cancelled(answer.usage());
        // Nobody waits for this any more; the recorder logs a failure itself.
        recorder.partial(asked.turn(), answer).subscribe().with(stored -> {});
    }

    private static Problem problem(Throwable failure) {
        if (failure instanceof Problem problem) {
            return problem;
        }
        Optional<Problem> database = DatabaseProblem.of(failure);
        if (database.isPresent()) {
            LOG.warnf("event=database_unavailable chat=true reason=%s", failure.toString());
            return database.get();
        }
        LOG.errorf(failure, "event=chat_failed");
        return Problem.of(CommonError.INTERNAL, "The answer failed. Give the request id when you report it.");
    }
}
