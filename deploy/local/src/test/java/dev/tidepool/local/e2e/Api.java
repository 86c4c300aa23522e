package dev.tidepool.local.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Map;

/** The suite over HTTP, with one credential or none. */
record Api(String url, String credential) {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(LIMIT)
            .build();

    Answer get(String path) {
        return send("GET", path, Map.of(), HttpRequest.BodyPublishers.noBody());
    }

    Answer get(String path, Map<String, String> headers) {
        return send("GET", path, headers, HttpRequest.BodyPublishers.noBody());
    }

    Answer delete(String path) {
        return send("DELETE", path, Map.of(), HttpRequest.BodyPublishers.noBody());
    }

    Answer post(String path, String json) {
        return post(path, json, Map.of());
    }

    Answer patch(String path, String json) {
        return send("PATCH", path, merged(Map.of()), HttpRequest.BodyPublishers.ofString(json));
    }

    Answer put(String path, String json) {
        return send("PUT", path, merged(Map.of()), HttpRequest.BodyPublishers.ofString(json));
    }

    Answer post(String path, String json, Map<String, String> headers) {
        return send("POST", path, merged(headers), HttpRequest.BodyPublishers.ofString(json));
    }

    Answer send(String method, String path, Map<String, String> headers, HttpRequest.BodyPublisher body) {
        try {
            return Answer.of(CLIENT.send(request(method, path, headers, body), HttpResponse.BodyHandlers.ofString()));
        } catch (IOException failure) {
            throw new AssertionError(method + " " + path + " was not answered: " + failure, failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stopped);
        }
    }

    /** The body as it comes, for streams. */
    InputStream stream(String path, String json, Map<String, String> headers) throws IOException, InterruptedException {
        HttpRequest request = request("POST", path, merged(headers), HttpRequest.BodyPublishers.ofString(json));
        return CLIENT.send(request, HttpResponse.BodyHandlers.ofInputStream()).body();
    }

    /** The answer to a GET while it comes, whatever its status. */
    HttpResponse<InputStream> open(String path, Map<String, String> headers) {
        try {
            return CLIENT.send(
                    request("GET", path, headers, HttpRequest.BodyPublishers.noBody()),
                    HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException failure) {
            throw new AssertionError("GET " + path + " was not answered: " + failure, failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stopped);
        }
    }

    WebSocket socket(String path, WebSocket.Listener listener) {
        WebSocket.Builder builder = CLIENT.newWebSocketBuilder().connectTimeout(LIMIT);
        if (!credential.isEmpty()) {
            builder.header("Authorization", "Bearer " + credential);
        }
        return builder.buildAsync(URI.create(url.replaceFirst("^http", "ws") + path), listener)
                .join();
    }

    private HttpRequest request(
            String method, String path, Map<String, String> headers, HttpRequest.BodyPublisher body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url + path)).timeout(LIMIT).method(method, body);
        if (!credential.isEmpty()) {
            request.header("Authorization", "Bearer " + credential);
        }
        headers.forEach(request::header);
        return request.build();
    }

    private static Map<String, String> merged(Map<String, String> headers) {
        Map<String, String> all = new java.util.HashMap<>(headers);
        all.putIfAbsent("Content-Type", "application/json");
        return all;
    }
}
