package dev.tidepool.local.demo;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidepool.local.Console;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One socket on {@code /v1/realtime}; what it receives is shown and waits in a queue. */
final class Realtime implements WebSocket.Listener, AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofSeconds(15);

    private final Console console;
    private final BlockingQueue<JsonNode> received = new LinkedBlockingQueue<>();
    private final StringBuilder partial = new StringBuilder();
    private @Nullable WebSocket socket;

    private Realtime(Console console) {
        this.console = console;
    }

    static Realtime open(Gateway gateway, Console console) {
        Realtime realtime = new Realtime(console);
        try {
            realtime.socket = gateway.http()
                    .newWebSocketBuilder()
                    .header("Authorization", "Bearer " + gateway.key())
                    .connectTimeout(LIMIT)
                    .buildAsync(gateway.webSocket("/v1/realtime"), realtime)
                    .join();
        } catch (CompletionException e) {
            throw new DemoFailure("/v1/realtime could not be opened", e);
        }
        realtime.await("the greeting", message -> type(message).equals("connected"));
        return realtime;
    }

    /** Joins a room and waits for the confirmation. */
    void subscribe(String room) {
        send(Json.object().put("type", "subscribe").put("room", room).toString());
        await(
                "the subscription of " + room,
                message -> type(message).equals("subscribed")
                        && message.path("room").asText().equals(room));
    }

    /** The next event that fits; all others before it are dropped. */
    JsonNode event(String what, Predicate<JsonNode> wanted) {
        return await(what, message -> type(message).equals("event") && wanted.test(message));
    }

    private void send(String text) {
        if (socket != null) {
            socket.sendText(text, true).join();
        }
    }

    private JsonNode await(String what, Predicate<JsonNode> wanted) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        try {
            while (true) {
                JsonNode message = received.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (message == null) {
                    throw new DemoFailure(what + " did not arrive on /v1/realtime within " + LIMIT.toSeconds() + " s");
                }
                if (wanted.test(message)) {
                    return message;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoFailure("waiting for " + what + " was interrupted", e);
        }
    }

    private static String type(JsonNode message) {
        return message.path("type").asText();
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            String text = partial.toString();
            partial.setLength(0);
            console.line("   /v1/realtime <- " + Redaction.shorten(text));
            try {
                received.add(JSON.readTree(text));
            } catch (JacksonException e) {
                console.line("   (not JSON, ignored)");
            }
        }
        webSocket.request(1);
        return null;
    }

    @Override
    public void close() {
        if (socket != null) {
            socket.sendClose(WebSocket.NORMAL_CLOSURE, "").exceptionally(failure -> socket);
        }
    }
}
