package dev.tidepool.session.openclaw;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidepool.kernel.problem.Problem;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One connection to a gateway, from its challenge to its close. All of it happens on the thread of the socket's context. */
final class GatewaySocket {

    private static final short GOING_AWAY = 1001;
    private static final short UNREADABLE = 1002;
    private static final short SILENT = 4000;
    private static final int TICKS_OF_SILENCE = 2;

    private final Vertx vertx;
    private final WebSocket socket;
    private final FrameCodec codec;
    private final OpenClawConfig config;
    private final Handshake handshake;
    private final Consumer<Frame.Event> events;
    private final PendingCalls pending = new PendingCalls();
    private final Promise<Hello> hello = Promise.promise();
    private final Promise<Problem> closed = Promise.promise();
    private @Nullable Problem reason;
    private @Nullable Hello accepted;
    private long lastFrame = System.nanoTime();
    private long watch;
    private volatile long latencyNanos = -1;

    GatewaySocket(
            Vertx vertx,
            WebSocket socket,
            FrameCodec codec,
            OpenClawConfig config,
            Handshake handshake,
            Consumer<Frame.Event> events) {
        this.vertx = vertx;
        this.socket = socket;
        this.codec = codec;
        this.config = config;
        this.handshake = handshake;
        this.events = events;
    }

    /** Waits for the challenge, and answers it. */
    void begin() {
        socket.textMessageHandler(this::read);
        socket.pongHandler(this::measure);
        socket.exceptionHandler(broken -> reason = reason == null ? unreadable() : reason);
        socket.closeHandler(ended -> end());
        watch = vertx.setTimer(
                config.handshakeTimeout().toMillis(),
                late -> close(GOING_AWAY, OpenClawFailure.timeout("the connection")));
    }

    /** The gateway's hello; fails with a RefusedCall when it refuses us, else with a Problem. */
    Future<Hello> hello() {
        return hello.future();
    }

    /** Why the connection ended, once it has. */
    Future<Problem> closed() {
        return closed.future();
    }

    /** The last measured round trip. */
    Optional<Duration> latency() {
        return latencyNanos < 0 ? Optional.empty() : Optional.of(Duration.ofNanos(latencyNanos));
    }

    /** The payload of the answer; fails with a RefusedCall, a LostCall or a Problem. */
    Future<JsonNode> call(String method, ObjectNode params, Duration timeout) {
        Promise<JsonNode> answer = Promise.promise();
        String id = pending.add(method, answer);
        String text = codec.write(new Frame.Request(id, method, params));
        Optional<Problem> refusal = refusal(text);
        if (refusal.isPresent()) {
            pending.fail(id, refusal.get());
        } else {
            long timer = vertx.setTimer(timeout.toMillis(), late -> pending.fail(id, OpenClawFailure.timeout(method)));
            answer.future().onComplete(done -> vertx.cancelTimer(timer));
            socket.writeTextMessage(text);
        }
        return answer.future();
    }

    private Optional<Problem> refusal(String text) {
        if (accepted != null && text.getBytes(StandardCharsets.UTF_8).length > accepted.maxPayloadBytes()) {
            return Optional.of(Problem.of(
                    OpenClawError.OPENCLAW_REQUEST_TOO_LARGE,
                    "The OpenClaw gateway takes at most " + accepted.maxPayloadBytes() + " bytes."));
        }
        return pending.size() > config.maxPending() || socket.writeQueueFull()
                ? Optional.of(OpenClawFailure.unavailable(
                        "Too many requests wait for the OpenClaw gateway.", Optional.of(Duration.ofSeconds(1))))
                : Optional.empty();
    }

    /** Leaves in peace. */
    void leave() {
        close(GOING_AWAY, OpenClawFailure.ofClose(GOING_AWAY));
    }

    private void read(String text) {
        lastFrame = System.nanoTime();
        try {
            take(codec.read(text));
        } catch (Problem malformed) {
            close(UNREADABLE, malformed);
        }
    }

    private void take(Frame frame) {
        switch (frame) {
            case Frame.Result result -> pending.succeed(result);
            case Frame.Failure failure -> pending.fail(failure.id(), new RefusedCall(failure.error()));
            case Frame.Event event when accepted != null -> events.accept(event);
            case Frame.Event event when event.name().equals("connect.challenge") -> introduce(event.payload());
            case Frame.Event early -> {}
            case Frame.Request ours -> throw new IllegalStateException("gateways send no requests");
        }
    }

    private void introduce(JsonNode challenge) {
        call(Handshake.CONNECT, handshake.answer(challenge), config.handshakeTimeout())
                .map(Hello::of)
                .onSuccess(this::welcome)
                .onFailure(this::refuse);
    }

    private void welcome(Hello answer) {
        accepted = answer;
        vertx.cancelTimer(watch);
        long silence = answer.tick().multipliedBy(TICKS_OF_SILENCE).toMillis();
        watch = vertx.setTimer(silence, late -> listen(silence));
        ping();
        hello.complete(answer);
    }

    private void refuse(Throwable failure) {
        hello.tryFail(failure);
        close(
                GOING_AWAY,
                failure instanceof RefusedCall refused
                        ? OpenClawFailure.ofConnect(refused.error())
                        : OpenClawFailure.of(failure));
    }

    /** The timer is set again only when it runs out: frames cost nothing more. */
    private void listen(long silence) {
        long quiet = (System.nanoTime() - lastFrame) / 1_000_000;
        if (quiet >= silence) {
            close(SILENT, Problem.of(OpenClawError.OPENCLAW_CONNECTION_LOST, "The OpenClaw gateway fell silent."));
        } else {
            watch = vertx.setTimer(Math.max(1, silence - quiet), late -> listen(silence));
        }
    }

    /** A ping carries its own time; measured at the hello and at every tick. */
    void ping() {
        socket.writePing(Buffer.buffer(Long.BYTES).appendLong(System.nanoTime()));
    }

    private void measure(Buffer pong) {
        if (pong.length() == Long.BYTES) {
            latencyNanos = System.nanoTime() - pong.getLong(0);
        }
    }

    private void close(short status, Problem why) {
        reason = reason == null ? why : reason;
        socket.close(status);
    }

    private void end() {
        vertx.cancelTimer(watch);
        short status = Optional.ofNullable(socket.closeStatusCode()).orElse((short) 1006);
        Problem why = reason == null ? OpenClawFailure.ofClose(status) : reason;
        pending.failAll(new LostCall(why));
        hello.tryFail(why);
        closed.complete(why);
    }

    private static Problem unreadable() {
        return Problem.of(OpenClawError.OPENCLAW_CONNECTION_LOST, "The connection to the OpenClaw gateway broke.");
    }
}
