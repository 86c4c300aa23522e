package dev.tidepool.gateway.support;

import io.vertx.core.Vertx;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A WebSocket client that keeps what it is told. */
public final class SocketClient implements AutoCloseable {

    private static final Vertx VERTX = Vertx.vertx();

    private final ClientWebSocket socket;
    private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();

    private SocketClient(ClientWebSocket socket) {
        this.socket = socket;
        socket.textMessageHandler(messages::add);
        socket.exceptionHandler(failure -> {});
        socket.closeHandler(
                gone -> closed.complete(socket.closeStatusCode() == null ? -1 : (int) socket.closeStatusCode()));
    }

    public static SocketClient open(String path, String key) {
        WebSocketConnectOptions options = options(path);
        if (!key.isEmpty()) {
            options.addHeader("Authorization", "Bearer " + key);
        }
        return open(options);
    }

    /** The answer to a handshake that is refused. */
    public static UpgradeRejectedException refusal(String path, String key) {
        try {
            open(path, key).close();
        } catch (IllegalStateException failed) {
            if (failed.getCause().getCause() instanceof UpgradeRejectedException rejected) {
                return rejected;
            }
            throw failed;
        }
        throw new AssertionError("the handshake was accepted");
    }

    public static SocketClient openWithOrigin(String path, String key, String origin) {
        WebSocketConnectOptions options = options(path).setAllowOriginHeader(true);
        options.addHeader("Authorization", "Bearer " + key).addHeader("Origin", origin);
        return open(options);
    }

    /** As a browser does it: the credential is URL-encoded among the subprotocols. */
    public static SocketClient openWithSubprotocol(String path, String key) {
        return open(options(path)
                .setSubProtocols(
                        List.of("bearer-token-carrier", "quarkus-http-upgrade%23Authorization%23Bearer%20" + key)));
    }

    private static WebSocketConnectOptions options(String path) {
        WebSocketConnectOptions options = new WebSocketConnectOptions();
        options.setAllowOriginHeader(false);
        options.setHost("127.0.0.1").setPort(Gateway.port()).setURI(path);
        return options;
    }

    private static SocketClient open(WebSocketConnectOptions options) {
        try {
            SocketClient client = new SocketClient(VERTX.createWebSocketClient().webSocket());
            CompletableFuture<WebSocket> connected = new CompletableFuture<>();
            // On an event loop, or a message that comes with the answer to the handshake may find nobody listening yet.
            VERTX.runOnContext(go ->
                    client.socket.connect(options).onComplete(connected::complete, connected::completeExceptionally));
            connected.join();
            return client;
        } catch (CompletionException failure) {
            throw new IllegalStateException(failure.getCause().getMessage(), failure);
        }
    }

    public String subprotocol() {
        return String.valueOf(socket.subProtocol());
    }

    public void say(String text) {
        socket.writeTextMessage(text).toCompletionStage().toCompletableFuture().join();
    }

    /** Sends without waiting; a closed socket takes nothing. */
    public void tell(String text) {
        if (!socket.isClosed()) {
            socket.writeTextMessage(text);
        }
    }

    /** Sends, and waits a while. @return whether the network has taken it */
    public boolean tells(String text, Duration patience) {
        return socket.writeTextMessage(text)
                .toCompletionStage()
                .toCompletableFuture()
                .thenApply(taken -> true)
                .exceptionally(closed -> false)
                .completeOnTimeout(false, patience.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    public void close(int code, String reason) {
        socket.close((short) code, reason);
    }

    public boolean isClosed() {
        return socket.isClosed();
    }

    public void say(String type, String room) {
        say(new JsonObject().put("type", type).put("room", room).encode());
    }

    /** Joins a room and waits until that is confirmed. */
    public void subscribe(String room) {
        say("subscribe", room);
        JsonObject answer = nextJson();
        if (!"subscribed".equals(answer.getString("type"))) {
            throw new AssertionError(answer.encode());
        }
    }

    public String next() {
        try {
            String text = messages.poll(10, TimeUnit.SECONDS);
            if (text == null) {
                throw new AssertionError("no message came");
            }
            return text;
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    public JsonObject nextJson() {
        return new JsonObject(next());
    }

    /** Stops reading from the network. */
    public void pause() {
        socket.pause();
    }

    public void resume() {
        socket.resume();
    }

    public int closeCode() {
        return closed.orTimeout(20, TimeUnit.SECONDS).join();
    }

    public String closeReason() {
        closeCode();
        return String.valueOf(socket.closeReason());
    }

    @Override
    public void close() {
        if (!socket.isClosed()) {
            socket.close();
        }
    }
}
