package dev.tidepool.local.e2e;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A realtime socket that remembers what it was sent. */
final class Rooms implements WebSocket.Listener {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration SOON = Duration.ofSeconds(10);

    private final Queue<JsonNode> messages = new ConcurrentLinkedQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder partial = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            try {
                messages.add(JSON.readTree(partial.toString()));
            } catch (JsonProcessingException malformed) {
                throw new AssertionError(malformed);
            }
            partial.setLength(0);
        }
        socket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
        closed.complete(code);
        return null;
    }

    /** Waits until the gateway closes the socket; with which code. */
    int awaitClose() {
        return closed.orTimeout(SOON.multipliedBy(2).toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    /** Joins a room and waits until that is confirmed. */
    void join(WebSocket socket, String room) {
        socket.sendText("{\"type\":\"subscribe\",\"room\":\"" + room + "\"}", true)
                .join();
        await("subscribed", message -> message.path("room").asText().equals(room));
    }

    /** The first message of a type that fits. */
    JsonNode await(String type, Predicate<JsonNode> fits) {
        Predicate<JsonNode> wanted = message -> message.path("type").asText().equals(type) && fits.test(message);
        Awaitility.await(type).atMost(SOON).until(() -> messages.stream().anyMatch(wanted));
        return messages.stream().filter(wanted).findFirst().orElseThrow();
    }

    JsonNode awaitEvent(String event) {
        return await("event", message -> message.at("/payload/event").asText().equals(event));
    }

    /** The first event of a type that fits, however long a job takes to tell it. */
    JsonNode awaitEvent(String event, Duration limit, Predicate<JsonNode> fits) {
        Awaitility.await(event).atMost(limit).until(() -> events(event).stream().anyMatch(fits));
        return events(event).stream().filter(fits).findFirst().orElseThrow();
    }

    /** All events of a type so far. */
    List<JsonNode> events(String event) {
        return messages.stream()
                .filter(message -> message.at("/payload/event").asText().equals(event))
                .toList();
    }

    List<JsonNode> received() {
        return List.copyOf(messages);
    }
}
