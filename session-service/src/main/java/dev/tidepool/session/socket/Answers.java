package dev.tidepool.session.socket;

import dev.tidepool.kernel.problem.Failures;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.session.session.SessionId;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Answers under way, one in a session. An answer goes on when its socket is lost: it is stored all the same, and the client finds
 * it when it comes back.
 */
@ApplicationScoped
class Answers {

    private static final Duration BUSY = Duration.ofSeconds(5);

    private final SessionAnswers answers;
    private final SocketHub hub;
    private final SocketConfig config;
    private final Map<SessionId, Answer> underWay = new ConcurrentHashMap<>();

    Answers(SessionAnswers answers, SocketHub hub, SocketConfig config) {
        this.answers = answers;
        this.hub = hub;
        this.config = config;
    }

    /** @throws Problem 403, 409 or 503 when there can be none now */
    void begin(SessionSocket socket, Optional<String> ref) {
        SocketPlace place = socket.place();
        if (!place.member().scopes().contains("chat:write")) {
            throw Problem.forbidden("The credential lacks the scope chat:write.")
                    .with("scope", "chat:write");
        }
        if (underWay.size() >= config.maxAnswers()) {
            throw Problem.unavailable("Too many answers are under way. Ask again.", BUSY);
        }
        Answer answer = new Answer(socket, ref);
        if (underWay.putIfAbsent(place.session(), answer) != null) {
            throw Problem.of(SocketError.ANSWER_UNDER_WAY, "Wait for the answer that is under way, or stop it.");
        }
        answer.start();
    }

    /** Ends the answer under way, if there is one; what there is of it is stored. */
    void stop(SessionId session) {
        @Nullable Answer answer = underWay.get(session);
        if (answer != null) {
            answer.stop();
        }
    }

    /** Ends all of them. */
    void stopAll() {
        underWay.values().forEach(Answer::stop);
    }

    private final class Answer {

        private final SessionSocket socket;
        private final Optional<String> ref;
        private volatile @Nullable Cancellable running;

        Answer(SessionSocket socket, Optional<String> ref) {
            this.socket = socket;
            this.ref = ref;
        }

        void start() {
            SocketPlace place = socket.place();
            running = answers.answer(place.member(), place.session())
                    .onTermination()
                    .invoke(() -> underWay.remove(place.session(), this))
                    .subscribe()
                    .with(
                            text -> socket.run(() -> socket.stream(ServerMessage.delta(ref, text))),
                            this::failed,
                            this::ended);
        }

        void stop() {
            @Nullable Cancellable current = running;
            if (current != null) {
                current.cancel();
                ended();
            }
        }

        private void ended() {
            socket.run(() -> socket.streamEnds(ref));
            hub.wake(socket.place().session());
        }

        private void failed(Throwable failure) {
            Problem problem =
                    Failures.asProblem(failure, "socket_message", socket.place().requestId());
            socket.run(() -> socket.tell(ServerMessage.error(ref, problem)));
            hub.wake(socket.place().session());
        }
    }
}
