package dev.tidepool.session.socket;

import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.session.Api;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A client of a session's socket that remembers what it was told. */
public final class SocketClient implements WebSocket.Listener, AutoCloseable {

    static final Duration SOON = Duration.ofSeconds(20);

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final Queue<JsonObject> told = new ConcurrentLinkedQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder partial = new StringBuilder();
    private volatile String reason = "";
    private volatile @Nullable WebSocket socket;

    public static SocketClient open(URI base, Api api, String session) {
        return open(base, api, session, "");
    }

    /** @param query with its question mark, or nothing */
    public static SocketClient open(URI base, Api api, String session, String query) {
        SocketClient client = new SocketClient();
        URI address = URI.create(base.toString().replaceFirst("^http", "ws").replaceFirst("/$", "") + "/v1/sessions/"
                + session + "/socket" + query);
        client.socket = CLIENT.newWebSocketBuilder()
                .header("Authorization", api.bearer())
                .buildAsync(address, client)
                .join();
        return client;
    }

    static SocketClient resume(URI base, Api api, String session, long lastEventId) {
        return open(base, api, session, "?lastEventId=" + lastEventId);
    }

    /** The status that a handshake is refused with. */
    static int refusal(URI base, Api api, String session, String query) {
        try {
            open(base, api, session, query).close();
        } catch (CompletionException refused) {
            if (refused.getCause() instanceof WebSocketHandshakeException handshake) {
                return handshake.getResponse().statusCode();
            }
            throw refused;
        }
        throw new AssertionError("the handshake was accepted");
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            told.add(new JsonObject(partial.toString()));
            partial.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String why) {
        reason = why;
        closed.complete(code);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable failure) {
        closed.complete(-1);
    }

    public void say(JsonObject message) {
        sayText(message.encode());
    }

    void sayText(String text) {
        if (socket == null) {
            throw new IllegalStateException("not open");
        }
        socket.sendText(text, true).join();
    }

    /** The first message of the type that fits. */
    public JsonObject await(String type, Predicate<JsonObject> fits) {
        return Eventually.value(
                SOON,
                type + " among " + told.size(),
                () -> all(type).stream().filter(fits).findFirst());
    }

    public JsonObject await(String type) {
        return await(type, message -> true);
    }

    List<JsonObject> all(String type) {
        return told.stream()
                .filter(message -> message.getString("type").equals(type))
                .toList();
    }

    /** The ids of the events that were told, in their order. */
    List<Long> ids() {
        return told.stream()
                .filter(message -> message.containsKey("id"))
                .map(message -> message.getLong("id"))
                .toList();
    }

    int awaitClose() {
        return closed.orTimeout(SOON.toSeconds(), TimeUnit.SECONDS).join();
    }

    String closeReason() {
        return reason;
    }

    /** Breaks the connection off. */
    @Override
    public void close() {
        if (socket != null) {
            socket.abort();
        }
    }
}
