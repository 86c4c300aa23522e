package dev.tidepool.local.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** An agent's stream of events, read as a client does that keeps the last id it saw. */
final class EventStream implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration SOON = Duration.ofSeconds(30);

    private final HttpResponse<InputStream> response;
    private final List<Told> events = new CopyOnWriteArrayList<>();
    private final Thread reader;
    private volatile String lastId = "";

    private EventStream(HttpResponse<InputStream> response) {
        this.response = response;
        this.reader = Thread.ofVirtual().start(this::read);
    }

    /**
     * One event.
     *
     * @param id its place in the stream
     */
    record Told(String id, String type, JsonNode data) {}

    /** From now on; it has begun when this returns. */
    static EventStream open(Api agent) {
        return open(agent, "");
    }

    /** After the event with this id. Who closed one before may have to wait until its place is free again. */
    static EventStream open(Api agent, String lastId) {
        Map<String, String> headers = lastId.isEmpty() ? Map.of() : Map.of("Last-Event-ID", lastId);
        EventStream opened = Awaitility.await("a stream")
                .atMost(SOON)
                .until(
                        () -> new EventStream(agent.open("/api/v1/events", headers)),
                        stream -> stream.response.statusCode() == 200);
        opened.await(told -> told.type().equals("stream:ready"), 1);
        return opened;
    }

    /** All that fit, once there are so many. */
    List<Told> await(Predicate<Told> fits, int count) {
        Awaitility.await(count + " events")
                .atMost(SOON)
                .until(() -> events.stream().filter(fits).count() >= count);
        return events.stream().filter(fits).toList();
    }

    List<Told> await(String type, int count) {
        return await(told -> told.type().equals(type), count);
    }

    List<Told> all() {
        return List.copyOf(events);
    }

    /** What a client that comes back says that it saw last; close it before. */
    String lastId() {
        return lastId;
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            String id = "";
            String type = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("id: ")) {
                    id = line.substring(4);
                } else if (line.startsWith("event: ")) {
                    type = line.substring(7);
                } else if (line.startsWith("data: ")) {
                    events.add(new Told(id, type, JSON.readTree(line.substring(6))));
                    lastId = id;
                }
            }
        } catch (IOException closed) {
            // By the test, or by the suite: what came is there.
        }
    }

    /** Hangs up, and waits until all that came was read. */
    @Override
    public void close() {
        try {
            response.body().close();
            reader.join();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stopped);
        }
    }
}
