package dev.tidepool.session.socket;

import dev.tidepool.kernel.problem.Failures;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.kernel.trace.JobSpan;
import dev.tidepool.session.message.Message;
import dev.tidepool.session.message.MessageIntake;
import dev.tidepool.session.message.MessageRole;
import dev.tidepool.session.message.MessageService;
import dev.tidepool.session.session.SessionService;
import io.opentelemetry.api.OpenTelemetry;
import io.quarkus.arc.All;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** Does what clients of sockets ask for, each message a trace of its own. */
@ApplicationScoped
class ClientInput {

    private final MessageIntake intake;
    private final MessageService messages;
    private final SessionService sessions;
    private final Answers answers;
    private final List<SessionCommand> commands;
    private final SocketHub hub;
    private final SocketMetrics metrics;
    private final OpenTelemetry telemetry;
    private final Vertx vertx;

    ClientInput(
            MessageIntake intake,
            MessageService messages,
            SessionService sessions,
            Answers answers,
            @All List<SessionCommand> commands,
            SocketHub hub,
            SocketMetrics metrics,
            OpenTelemetry telemetry,
            Vertx vertx) {
        this.intake = intake;
        this.messages = messages;
        this.sessions = sessions;
        this.answers = answers;
        this.commands = commands;
        this.hub = hub;
        this.metrics = metrics;
        this.telemetry = telemetry;
        this.vertx = vertx;
    }

    /** Handles one message; the socket is told when the next may come. */
    void receive(SessionSocket socket, String text) {
        // Off the handshake's own context: that request is over.
        Objects.requireNonNull(VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext()))
                .runOnContext(ignored -> handle(socket, text));
    }

    private void handle(SessionSocket socket, String text) {
        JobSpan span = JobSpan.begin(telemetry, "socket message");
        parsed(text)
                .chain(message -> handle(socket, message)
                        .invoke(() -> metrics.received("handled"))
                        .onFailure()
                        .invoke(failure -> refused(socket, message.ref(), failure))
                        .onFailure()
                        .recoverWithNull())
                .onTermination()
                .invoke(span::end)
                .subscribe()
                .with(done -> socket.run(socket::next), failure -> {
                    refused(socket, Optional.empty(), failure);
                    socket.run(socket::next);
                });
    }

    private static Uni<ClientMessage> parsed(String text) {
        return Uni.createFrom().item(() -> ClientMessage.of(text));
    }

    private Uni<Void> handle(SessionSocket socket, ClientMessage message) {
        return switch (message) {
            case ClientMessage.Say say -> say(socket, say);
            case ClientMessage.Answer answer -> answer(socket, answer);
            case ClientMessage.Stop stop ->
                done(() -> answers.stop(socket.place().session()));
            case ClientMessage.Ping ping -> done(() -> tell(socket, ServerMessage.pong(ping.ref())));
            case ClientMessage.Command command -> command(socket, command);
        };
    }

    /** A repeat is not answered again: its answer may be under way elsewhere. Who misses it asks for it. */
    private Uni<Void> say(SessionSocket socket, ClientMessage.Say say) {
        SocketPlace place = socket.place();
        return intake.say(place.member(), place.session(), say.content(), say.idempotencyKey())
                .invoke(accepted -> {
                    tell(socket, accepted(say, accepted));
                    hub.wake(place.session());
                    if (say.answer() && !accepted.isRepeated()) {
                        answers.begin(socket, say.ref());
                    }
                })
                .replaceWithVoid();
    }

    private static String accepted(ClientMessage.Say say, MessageIntake.Accepted accepted) {
        Message message = accepted.message();
        return ServerMessage.accepted(say.ref(), message.id().toString(), message.sequence(), accepted.isRepeated());
    }

    private Uni<Void> answer(SessionSocket socket, ClientMessage.Answer answer) {
        SocketPlace place = socket.place();
        return sessions.find(place.member().organization(), place.session())
                .invoke(session -> session.state().requireOpen())
                .chain(session -> messages.recent(session, 1))
                .invoke(last -> {
                    requireQuestion(last);
                    answers.begin(socket, answer.ref());
                })
                .replaceWithVoid();
    }

    private static void requireQuestion(List<Message> last) {
        if (last.isEmpty() || last.getFirst().draft().role() == MessageRole.ASSISTANT) {
            throw Problem.of(SocketError.NOTHING_TO_ANSWER, "Say something first: the last message is an answer.");
        }
    }

    private Uni<Void> command(SessionSocket socket, ClientMessage.Command message) {
        SocketPlace place = socket.place();
        return Uni.createFrom()
                .deferred(() -> commandOf(message).handle(place.member(), place.session(), message.json()))
                .invoke(outcome -> {
                    tell(socket, ServerMessage.outcome(message.ref(), message.type(), outcome.data()));
                    if (message.answer() && outcome.mayBeAnswered()) {
                        answers.begin(socket, message.ref());
                    }
                })
                .replaceWithVoid();
    }

    private SessionCommand commandOf(ClientMessage.Command message) {
        return commands.stream()
                .filter(command -> command.type().equals(message.type()))
                .findFirst()
                .orElseThrow(() -> Problem.of(
                                SocketError.INVALID_MESSAGE,
                                "type must be one of message, answer, stop, ping, "
                                        + commands.stream()
                                                .map(SessionCommand::type)
                                                .sorted()
                                                .collect(Collectors.joining(", "))
                                        + ".")
                        .with("field", "type"));
    }

    private static Uni<Void> done(Runnable step) {
        return Uni.createFrom().voidItem().invoke(step);
    }

    private static void tell(SessionSocket socket, String text) {
        socket.run(() -> socket.tell(text));
    }

    private void refused(SessionSocket socket, Optional<String> ref, Throwable failure) {
        metrics.received("refused");
        tell(
                socket,
                ServerMessage.error(
                        ref,
                        Failures.asProblem(
                                failure, "socket_message", socket.place().requestId())));
    }
}
