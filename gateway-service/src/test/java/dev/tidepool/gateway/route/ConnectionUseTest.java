package dev.tidepool.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A service that has one connection for all. */
class ConnectionUseTest {

    private static final String LOCALHOST = "127.0.0.1";

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(1));
    private final CompletableFuture<HttpServerRequest> late = new CompletableFuture<>();
    private final HttpServer service = result(vertx.createHttpServer()
            .requestHandler(request -> {
                if (request.path().equals("/long")) {
                    request.response().end(Buffer.buffer(new byte[20_000]));
                } else {
                    late.complete(request);
                }
            })
            .listen(0, LOCALHOST));

    @AfterEach
    void stop() {
        result(vertx.close());
    }

    @Test
    void aRequestWhoseAnswerIsThereDoesNotBreakTheNextOnesConnection() {
        HttpClientRequest first = begun("/long");
        result(first.send().onSuccess(HttpClientResponse::pause));
        // There is one connection: who gets it has waited for the first answer to come in whole.
        HttpClientRequest second = begun("/late");
        assertThat(second.connection()).isSameAs(first.connection());
        Future<HttpClientResponse> answer = second.send();
        HttpServerRequest waiting = late.orTimeout(20, TimeUnit.SECONDS).join();
        onItsLoop(first, () -> ConnectionUse.reset(first));
        waiting.response().end();
        assertThat(result(answer).statusCode()).isEqualTo(200);
    }

    @Test
    void aRequestThatWaitsForItsAnswerIsBrokenOff() {
        HttpClientRequest request = begun("/late");
        request.send();
        CompletableFuture<Boolean> gone = new CompletableFuture<>();
        late.orTimeout(20, TimeUnit.SECONDS).join().connection().closeHandler(closed -> gone.complete(true));
        onItsLoop(request, () -> ConnectionUse.reset(request));
        assertThat(gone).succeedsWithin(Duration.ofSeconds(20));
    }

    private HttpClientRequest begun(String path) {
        return result(client.request(HttpMethod.GET, service.actualPort(), LOCALHOST, path)
                .onSuccess(ConnectionUse::begin));
    }

    private static void onItsLoop(HttpClientRequest request, Runnable action) {
        ((ConnectionBase) request.connection())
                .channel()
                .eventLoop()
                .submit(action)
                .syncUninterruptibly();
    }

    private static <T> T result(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }
}
