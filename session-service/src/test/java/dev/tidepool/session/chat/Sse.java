package dev.tidepool.session.chat;

import dev.tidepool.session.Api;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A streamed chat read event by event, as a client does. Closing it drops the connection. */
final class Sse implements AutoCloseable {

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final HttpResponse<InputStream> response;
    private final BufferedReader lines;

    private Sse(URI base, Api api, Map<String, ?> body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(base.resolve("/v1/chat/completions"))
                .header("Authorization", api.bearer())
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(new JsonObject(Map.copyOf(body)).encode()))
                .build();
        response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    static Sse open(URI base, Api api, Map<String, ?> body) throws IOException, InterruptedException {
        return new Sse(base, api, body);
    }

    int status() {
        return response.statusCode();
    }

    String contentType() {
        return response.headers().firstValue("Content-Type").orElse("");
    }

    /** The next event exactly as it came, or empty at the end. */
    Optional<String> next() throws IOException {
        String line = lines.readLine();
        if (line == null) {
            return Optional.empty();
        }
        String blank = lines.readLine();
        if (!"".equals(blank)) {
            throw new IOException("an event must end in one blank line: " + line + " / " + blank);
        }
        return Optional.of(line);
    }

    /** The JSON of the next event. */
    JsonObject nextChunk() throws IOException {
        String line = next().orElseThrow();
        if (!line.startsWith("data: ")) {
            throw new IOException("no data: " + line);
        }
        return new JsonObject(line.substring("data: ".length()));
    }

    List<String> rest() throws IOException {
        List<String> events = new ArrayList<>();
        for (Optional<String> event = next(); event.isPresent(); event = next()) {
            events.add(event.get());
        }
        return events;
    }

    static String textOf(List<String> events) {
        StringBuilder text = new StringBuilder();
        for (String event : events) {
            if (event.startsWith("data: {")) {
                text.append(contentOf(new JsonObject(event.substring("data: ".length()))));
            }
        }
        return text.toString();
    }

    static String contentOf(JsonObject chunk) {
        if (!chunk.containsKey("choices") || chunk.getJsonArray("choices").isEmpty()) {
            return "";
        }
        return chunk.getJsonArray("choices")
                .getJsonObject(0)
                .getJsonObject("delta")
                .getString("content", "");
    }

    @Override
    public void close() throws IOException {
        response.body().close();
        client.shutdownNow();
    }
}
