package dev.tidepool.social.stream;

import dev.tidepool.kernel.test.Eventually;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Reads a stream of events as a browser would. */
final class StreamReader implements AutoCloseable {

    private static final Duration SOON = Duration.ofSeconds(15);

    private final HttpClient http;
    private final HttpResponse<InputStream> response;
    private final List<Received> events = new CopyOnWriteArrayList<>();
    private volatile boolean heartbeat;

    /** One event. */
    record Received(String id, String type, JsonObject data) {}

    private StreamReader(HttpClient http, HttpResponse<InputStream> response) {
        this.http = http;
        this.response = response;
    }

    static StreamReader open(HttpRequest.Builder request, String lastEventId) {
        HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        if (!lastEventId.isEmpty()) {
            request.header("Last-Event-ID", lastEventId);
        }
        try {
            StreamReader reader =
                    new StreamReader(http, http.send(request.GET().build(), HttpResponse.BodyHandlers.ofInputStream()));
            Thread.ofVirtual().start(reader::read);
            return reader;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    int status() {
        return response.statusCode();
    }

    String contentType() {
        return response.headers().firstValue("Content-Type").orElse("");
    }

    List<Received> all() {
        return List.copyOf(events);
    }

    /** All of a type, once there are so many. */
    List<Received> await(String type, int count) {
        return Eventually.value(
                SOON,
                type,
                () -> Optional.of(events.stream()
                                .filter(event -> event.type().equals(type))
                                .toList())
                        .filter(found -> found.size() >= count));
    }

    void awaitHeartbeat() {
        Eventually.value(SOON, "a heartbeat", () -> Optional.of(heartbeat).filter(seen -> seen));
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            String id = "";
            String type = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(":")) {
                    heartbeat = true;
                } else if (line.startsWith("id: ")) {
                    id = line.substring(4);
                } else if (line.startsWith("event: ")) {
                    type = line.substring(7);
                } else if (line.startsWith("data: ")) {
                    events.add(new Received(id, type, new JsonObject(line.substring(6))));
                }
            }
        } catch (IOException closed) {
            // The test closed it.
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
