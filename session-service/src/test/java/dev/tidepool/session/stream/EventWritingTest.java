package dev.tidepool.session.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.test.Eventually;
import io.smallrye.mutiny.Multi;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventWritingTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    /** More together than sockets hold. */
    private static final int EVENTS = 1000;

    private static final String EVENT = "x".repeat(65_534) + "\n\n";

    /** One event loop for both ends: the reader sees the head only once the writer pauses. */
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));

    private final AtomicInteger made = new AtomicInteger();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicBoolean cancelled = new AtomicBoolean();

    private final Multi<String> events = Multi.createFrom()
            .range(0, EVENTS)
            .map(number -> {
                made.incrementAndGet();
                return EVENT;
            })
            .onCancellation()
            .invoke(() -> cancelled.set(true));

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void waitsForAReaderWhoIsBehindAndSendsAllOfIt() {
        HttpClientResponse response = answer(events);
        assertThat(made).hasValueLessThan(EVENTS);
        assertThat(ended).isFalse();
        CompletableFuture<Integer> read = new CompletableFuture<>();
        response.body().onSuccess(body -> read.complete(body.length())).onFailure(read::completeExceptionally);
        response.resume();
        assertThat(read.join()).isEqualTo(EVENTS * EVENT.length());
        assertThat(made).hasValue(EVENTS);
        Eventually.within(SOON, () -> assertThat(ended).isTrue());
        assertThat(cancelled).isFalse();
    }

    @Test
    void makesNoMoreForAReaderWhoLeft() {
        HttpClientResponse response = answer(events);
        response.request().connection().close();
        Eventually.within(SOON, () -> assertThat(cancelled).isTrue());
        assertThat(made).hasValueLessThan(EVENTS);
        assertThat(ended).isFalse();
    }

    @Test
    void aFailureResetsTheConnection() {
        HttpClientResponse response = answer(
                Multi.createBy().concatenating().streams(Multi.createFrom().item(EVENT), broken()));
        CompletableFuture<Integer> read = new CompletableFuture<>();
        response.body().onSuccess(body -> read.complete(body.length())).onFailure(read::completeExceptionally);
        response.resume();
        assertThat(read).failsWithin(SOON);
        assertThat(ended).isFalse();
    }

    private static Multi<String> broken() {
        return Multi.createFrom().failure(new IllegalStateException("broken"));
    }

    /** The paused answer to a request, of which nothing is read but the head. */
    private HttpClientResponse answer(Multi<String> told) {
        int port = vertx.createHttpServer()
                .requestHandler(request -> write(request, told))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
        return vertx.createHttpClient()
                .request(HttpMethod.GET, port, "127.0.0.1", "/")
                .compose(request -> request.send())
                .map(response -> {
                    response.pause();
                    return response;
                })
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    private void write(HttpServerRequest request, Multi<String> told) {
        var response = request.response().setChunked(true);
        EventWriting writing = new EventWriting(
                response, KeepAlive.start(vertx, response, Duration.ofHours(1)), () -> ended.set(true));
        response.closeHandler(closed -> writing.cancel());
        told.subscribe().withSubscriber(writing);
    }
}
