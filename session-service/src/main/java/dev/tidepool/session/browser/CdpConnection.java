package dev.tidepool.session.browser;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * One conversation with a browser over its DevTools protocol. Commands may be sent on any thread; each is answered on the
 * context it was sent from.
 */
final class CdpConnection {

    /** A longer message is parsed beside the event loop. */
    private static final int LONG_MESSAGE = 65_536;

    private final Vertx vertx;
    private final WebSocket socket;
    private final Map<Long, Command> pending = new ConcurrentHashMap<>();
    private final AtomicLong lastId = new AtomicLong();
    private final Promise<Void> ended = Promise.promise();
    private volatile Consumer<CdpEvent> listener = event -> {};
    private volatile CdpFailure reason = CdpFailure.lost();

    private record Command(String method, Promise<JsonObject> answer) {}

    private CdpConnection(Vertx vertx, WebSocket socket) {
        this.vertx = vertx;
        this.socket = socket;
    }

    /** Call it where the socket was connected, at once: what comes before is lost. */
    static CdpConnection over(Vertx vertx, WebSocket socket) {
        CdpConnection connection = new CdpConnection(vertx, socket);
        socket.textMessageHandler(connection::read);
        socket.exceptionHandler(failure -> connection.giveUp(CdpFailure.ofSocket(failure)));
        socket.closeHandler(closed -> connection.end());
        return connection;
    }

    /** Who is told what happens; one at a time. It must not block. */
    void listen(Consumer<CdpEvent> newListener) {
        listener = newListener;
    }

    /** A command to the browser itself. Fails with {@link CdpFailure}. */
    Uni<JsonObject> call(String method, JsonObject params) {
        return call("", method, params);
    }

    /** @param session of a page, or empty for the browser itself */
    Uni<JsonObject> call(String session, String method, JsonObject params) {
        return Uni.createFrom()
                .completionStage(() -> send(session, method, params).toCompletionStage());
    }

    /** Sends a command whose answer nobody waits for. */
    void tell(String session, String method, JsonObject params) {
        send(session, method, params);
    }

    Future<Void> ended() {
        return ended.future();
    }

    void close() {
        socket.close();
    }

    private Future<JsonObject> send(String session, String method, JsonObject params) {
        long id = lastId.incrementAndGet();
        Promise<JsonObject> answer = ((ContextInternal) vertx.getOrCreateContext()).promise();
        JsonObject message =
                new JsonObject().put("id", id).put("method", method).put("params", params);
        if (!session.isEmpty()) {
            message.put("sessionId", session);
        }
        pending.put(id, new Command(method, answer));
        socket.writeTextMessage(message.encode()).onFailure(failure -> fail(id));
        // It may have ended before this command was noted down.
        if (ended.future().isComplete()) {
            fail(id);
        }
        return answer.future();
    }

    private void fail(long id) {
        Command command = pending.remove(id);
        if (command != null) {
            command.answer().tryFail(reason);
        }
    }

    private void read(String text) {
        if (text.length() < LONG_MESSAGE) {
            dispatch(new JsonObject(text));
        } else {
            vertx.executeBlocking(() -> new JsonObject(text), false)
                    .onSuccess(this::dispatch)
                    .onFailure(unreadable -> giveUp(CdpFailure.tooLong()));
        }
    }

    /** Nobody knows which command a message answers that could not be read: none of them is answered any more. */
    private void giveUp(CdpFailure why) {
        // Its end follows, which is not the reason.
        if (!reason.isTooLong()) {
            reason = why;
        }
        socket.close();
    }

    private void dispatch(JsonObject message) {
        Long id = message.getLong("id");
        if (id == null) {
            listener.accept(new CdpEvent(
                    message.getString("sessionId", ""),
                    message.getString("method"),
                    message.getJsonObject("params", new JsonObject())));
            return;
        }
        Command command = pending.remove(id);
        if (command != null) {
            answer(command, message);
        }
    }

    private static void answer(Command command, JsonObject message) {
        JsonObject error = message.getJsonObject("error");
        if (error == null) {
            command.answer().tryComplete(message.getJsonObject("result", new JsonObject()));
        } else {
            command.answer().tryFail(CdpFailure.refused(command.method(), String.valueOf(error.getString("message"))));
        }
    }

    private void end() {
        ended.tryComplete();
        pending.keySet().forEach(this::fail);
    }
}
