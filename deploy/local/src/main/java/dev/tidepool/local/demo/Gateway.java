package dev.tidepool.local.demo;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidepool.local.Console;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/** The gateway as a client sees it: JSON in, JSON out, every answer shown. */
final class Gateway {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI base;
    private final String key;
    private final Console console;

    private Gateway(URI base, String key, Console console) {
        this.base = base;
        this.key = key;
        this.console = console;
    }

    static Gateway of(Map<String, String> environment, Console console) {
        return new Gateway(
                URI.create(environment.getOrDefault("TIDEPOOL_URL", "http://127.0.0.1:8080")),
                environment.getOrDefault("TIDEPOOL_API_KEY", ""),
                console);
    }

    /** The same gateway, called with another key; an empty one calls anonymously. */
    Gateway as(String otherKey) {
        return new Gateway(base, otherKey, console);
    }

    HttpClient http() {
        return http;
    }

    String key() {
        return key;
    }

    URI webSocket(String path) {
        return URI.create(base.resolve(path).toString().replaceFirst("^http", "ws"));
    }

    JsonNode get(String path, int expected) {
        return call(request(path).GET(), expected, true);
    }

    /** Asks without showing the answer: for polling. */
    JsonNode look(String path) {
        return call(request(path).GET(), 200, false);
    }

    JsonNode post(String path, JsonNode body, int expected) {
        HttpRequest.Builder request = request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()));
        return call(request, expected, true);
    }

    HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(base.resolve(path)).timeout(TIMEOUT).header("Accept", "application/json");
        return key.isEmpty() ? request : request.header("Authorization", "Bearer " + key);
    }

    private JsonNode call(HttpRequest.Builder builder, int expected, boolean shown) {
        HttpRequest request = builder.build();
        String what = request.method() + " " + request.uri().getPath();
        HttpResponse<String> answer = send(request, what);
        if (shown || answer.statusCode() != expected) {
            console.line("   " + what + " -> " + answer.statusCode() + " " + Redaction.shorten(answer.body()));
        }
        if (answer.statusCode() != expected) {
            throw new DemoFailure(what + " answered " + answer.statusCode() + " instead of " + expected);
        }
        return parse(answer.body(), what);
    }

    private HttpResponse<String> send(HttpRequest request, String what) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new DemoFailure(what + " got no answer from " + base + " (does the suite run? ./tidepool status)", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoFailure(what + " was interrupted", e);
        }
    }

    private static JsonNode parse(String body, String what) {
        try {
            return JSON.readTree(body);
        } catch (JacksonException e) {
            throw new DemoFailure(what + " did not answer JSON", e);
        }
    }
}
