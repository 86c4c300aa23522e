package dev.tidepool.session.chat;

import dev.tidepool.session.Api;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;

/** A client that asks and does not wait for the answer. Closing it drops the connection. */
public final class Leaver implements AutoCloseable {

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final CompletableFuture<HttpResponse<Void>> answer;

    private Leaver(HttpRequest request) {
        answer = client.sendAsync(request, HttpResponse.BodyHandlers.discarding());
    }

    public static Leaver asking(Api api, URI address, JsonObject body) {
        return new Leaver(HttpRequest.newBuilder(address)
                .header("Authorization", api.bearer())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.encode()))
                .build());
    }

    @Override
    public void close() {
        client.shutdownNow();
        answer.cancel(true);
    }
}
