package dev.tidepool.gateway.support;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.ConfigProvider;

/** A client of the gateway under test. */
public final class Gateway {

    /** Requests come from several addresses in turn: what tests send without a valid credential counts against its address. */
    private static final List<HttpClient> CLIENTS =
            IntStream.rangeClosed(1, 16).mapToObj(Gateway::clientAt).toList();

    private static final int CONNECTING = 3;

    private static final AtomicInteger TURN = new AtomicInteger();

    private Gateway() {}

    private static HttpClient clientAt(int number) {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .localAddress(InetAddress.ofLiteral("127.0.1." + number))
                .build();
    }

    public static int port() {
        return ConfigProvider.getConfig().getValue("quarkus.http.port", Integer.class);
    }

    public static URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    public static URI managementUri(String path) {
        int port = ConfigProvider.getConfig().getValue("quarkus.management.port", Integer.class);
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /** A request with the main organisation's key. */
    public static HttpRequest.Builder authorized(String path) {
        return as(Organizations.MAIN.key(), path);
    }

    public static HttpRequest.Builder as(String credential, String path) {
        return anonymous(path).header("Authorization", "Bearer " + credential);
    }

    public static HttpRequest.Builder anonymous(String path) {
        return HttpRequest.newBuilder(uri(path)).timeout(Duration.ofSeconds(20));
    }

    public static HttpRequest.Builder json(HttpRequest.Builder request, String method, String body) {
        return request.method(method, BodyPublishers.ofString(body)).header("Content-Type", "application/json");
    }

    public static HttpResponse<String> send(HttpRequest.Builder request) {
        return joined(sendLater(client(), request.build()));
    }

    static CompletableFuture<HttpResponse<String>> sendLater(HttpClient client, HttpRequest request) {
        return sendLater(client, request, CONNECTING);
    }

    /** A busy machine may fail to connect to itself from an address of one's own: then nothing was sent. */
    private static CompletableFuture<HttpResponse<String>> sendLater(
            HttpClient client, HttpRequest request, int attempts) {
        return client.sendAsync(request, BodyHandlers.ofString())
                .exceptionallyCompose(failure -> attempts > 1 && causeOf(failure) instanceof ConnectException
                        ? sendLater(client, request, attempts - 1)
                        : CompletableFuture.failedFuture(failure));
    }

    static HttpResponse<String> joined(CompletableFuture<HttpResponse<String>> answer) {
        try {
            return answer.join();
        } catch (CompletionException failure) {
            throw causeOf(failure) instanceof IOException broken
                    ? new UncheckedIOException(broken)
                    : new IllegalStateException(causeOf(failure));
        }
    }

    private static Throwable causeOf(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    public static HttpClient client() {
        return CLIENTS.get(Math.floorMod(TURN.getAndIncrement(), CLIENTS.size()));
    }

    public static int statusOf(HttpRequest.Builder request) {
        return send(request).statusCode();
    }

    public static JsonObject bodyOf(HttpResponse<String> response) {
        return new JsonObject(response.body());
    }

    /** What the gateway counts under names that begin so; none is 0. */
    public static double metric(String beginning) {
        return send(HttpRequest.newBuilder(managementUri("/q/metrics")))
                .body()
                .lines()
                .filter(line -> line.startsWith(beginning))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    public static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }
}
