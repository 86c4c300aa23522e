package dev.tidepool.session.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.session.json.ExactJson;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import jakarta.inject.Inject;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A provider's bad manners. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@Timeout(120)
class ProviderTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String CHUNK =
            "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hel\"},\"finish_reason\":null}]}\n\n";
    private static final String ANSWER = "{\"choices\":[{\"message\":{\"content\":\"Hello\"}}]}";

    @Inject
    Vertx vertx;

    @Inject
    ExactJson json;

    @Inject
    ModelConfig config;

    private final MeterRegistry metrics = new SimpleMeterRegistry();
    private volatile Consumer<HttpServerRequest> manner = request -> {};
    private HttpServer server;

    @BeforeEach
    void listen() {
        server = vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(read -> manner.accept(request)));
        server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().join();
    }

    @AfterEach
    void close() {
        server.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void aStreamEndsWithItsLastEventAlthoughTheConnectionStaysOpen() {
        AtomicBoolean closed = new AtomicBoolean();
        manner = request -> {
            request.connection().closeHandler(gone -> closed.set(true));
            stream(request).write(CHUNK + "data: [DONE]\n\n");
        };
        assertThat(read(provider(Map.of()))).hasSize(1);
        Eventually.within(SOON, () -> assertThat(closed).isTrue());
    }

    @Test
    void aSignOfLifeNowAndThenIsNoAnswer() {
        manner = request -> {
            HttpServerResponse response = stream(request);
            long timer = vertx.setPeriodic(20, ignored -> response.write(": processing\n\n"));
            request.connection().closeHandler(gone -> vertx.cancelTimer(timer));
        };
        Provider provider = provider(Map.of("streamTimeout", Duration.ofMillis(300)));
        assertThatThrownBy(() -> read(provider)).hasMessageContaining("MODEL_TIMEOUT");
    }

    @Test
    void anAnswerWithoutAnEndIsBrokenOff() {
        manner = request -> {
            HttpServerResponse response = stream(request);
            long timer = vertx.setPeriodic(5, ignored -> response.write(CHUNK));
            request.connection().closeHandler(gone -> vertx.cancelTimer(timer));
        };
        Provider provider = provider(Map.of("maxStreamBytes", 1000L));
        assertThatThrownBy(() -> read(provider)).hasMessageContaining("longer than 1000 bytes");
    }

    @Test
    void whatBreaksOffBeforeAnybodyReadsIsToldInItsOrder() {
        manner = request -> stream(request)
                .write("first words")
                .onComplete(written -> request.connection().close());
        ProviderResponse response = answered();
        Eventually.within(SOON, () -> assertThat(response.ended().failed()).isTrue());
        List<String> heard = new CopyOnWriteArrayList<>();
        response.handler(part -> heard.add(part.toString()))
                .exceptionHandler(failure -> heard.add(", broken"))
                .resume();
        Eventually.within(SOON, () -> assertThat(String.join("", heard)).isEqualTo("first words, broken"));
    }

    @Test
    void aReaderWhoIsBehindFindsEverythingInItsOrder() {
        manner = request -> {
            HttpServerResponse response = stream(request);
            for (int part = 0; part < 2000; part++) {
                response.write("%4d".formatted(part) + ".".repeat(2000));
            }
            response.end();
        };
        ProviderResponse response = answered();
        Eventually.within(SOON, () -> assertThat(response.isReaderBehind()).isTrue());
        Buffer heard = Buffer.buffer();
        AtomicBoolean ended = new AtomicBoolean();
        response.handler(part -> {
                    heard.appendBuffer(part);
                    response.fetch(1);
                })
                .endHandler(end -> ended.set(true))
                .fetch(1);
        Eventually.within(SOON, () -> assertThat(ended).isTrue());
        assertThat(heard.length()).isEqualTo(2000 * 2004);
        for (int part = 0; part < 2000; part++) {
            assertThat(heard.getString(part * 2004, part * 2004 + 4)).isEqualTo("%4d".formatted(part));
        }
        assertThat(response.isReaderBehind()).isFalse();
    }

    @Test
    void aWholeAnswerThatBreaksOffIsKnownAtOnce() {
        manner = request -> request.response()
                .putHeader("Content-Type", "application/json")
                .putHeader("Content-Length", "1000")
                .write("{")
                .onComplete(written -> request.connection().close());
        Provider provider = provider(Map.of());
        assertThatThrownBy(() -> complete(provider)).hasMessageContaining("broke off");
    }

    @Test
    void aStreamThatBreaksOffWithItsFirstWordsKeepsThem() {
        manner = request -> stream(request)
                .write(CHUNK)
                .onComplete(written -> request.connection().close());
        List<String> heard = new CopyOnWriteArrayList<>();
        Provider provider = provider(Map.of());
        assertThatThrownBy(() -> provider.stream(call())
                        .onItem()
                        .transformToMulti(Function.identity())
                        .invoke(chunk -> heard.add(chunk.text()))
                        .collect()
                        .asList()
                        .await()
                        .atMost(SOON))
                .hasMessageContaining("broke off");
        assertThat(heard).containsExactly("Hel");
    }

    @Test
    void aProviderThatAnswersNonsenseIsLeftAlone() {
        manner = request ->
                request.response().putHeader("Content-Type", "text/html").end("<html>");
        Provider plain = provider(Map.of());
        Eventually.within(SOON, () -> assertThatThrownBy(() -> complete(plain)).hasMessageContaining("left alone"));
    }

    @Test
    void soIsOneWhoseStreamsBreakOff() {
        manner = request -> stream(request)
                .write(CHUNK)
                .onComplete(written -> request.connection().close());
        Provider streamed = provider(Map.of());
        Eventually.within(SOON, () -> assertThatThrownBy(() -> read(streamed)).hasMessageContaining("left alone"));
    }

    @Test
    void requestsThatAreGivenUpAtOnceAreNoFailuresOfTheProvider() {
        manner = request ->
                request.response().putHeader("Content-Type", "application/json").end(ANSWER);
        Provider provider = provider(Map.of());
        for (int call = 0; call < 20; call++) {
            provider.complete(call()).subscribe().with(answer -> {}).cancel();
        }
        for (int call = 0; call < 20; call++) {
            assertThat(complete(provider).text()).isEqualTo("Hello");
        }
        assertThat(metrics.get("tidepool.model.breaker").gauge().value()).isZero();
    }

    /** On the request's own context, as the client does: elsewhere the head could be there before somebody listens. */
    private ProviderResponse answered() {
        return vertx.createHttpClient()
                .request(HttpMethod.GET, server.actualPort(), "127.0.0.1", "/")
                .compose(request -> request.send().map(ProviderResponse::listenTo))
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    private static HttpServerResponse stream(HttpServerRequest request) {
        return request.response().setChunked(true).putHeader("Content-Type", "text/event-stream");
    }

    private Provider provider(Map<String, Object> changed) {
        ModelConfig limits = (ModelConfig) Proxy.newProxyInstance(
                ModelConfig.class.getClassLoader(),
                new Class<?>[] {ModelConfig.class},
                (self, method, arguments) -> changed.containsKey(method.getName())
                        ? changed.get(method.getName())
                        : method.invoke(config, arguments));
        ProviderSpec spec = new ProviderSpec(
                "test",
                URI.create("http://127.0.0.1:" + server.actualPort() + "/v1"),
                Optional.empty(),
                new LinkedHashMap<>(),
                1,
                0);
        return new Provider(spec, limits, json, new ProviderClient(limits, spec, json, vertx, metrics), vertx);
    }

    private ModelAnswer complete(Provider provider) {
        return provider.complete(call()).await().atMost(SOON);
    }

    private List<ModelChunk> read(Provider provider) {
        return provider.stream(call())
                .onItem()
                .transformToMulti(Function.identity())
                .collect()
                .asList()
                .await()
                .atMost(SOON);
    }

    private ModelCall call() {
        byte[] body = "{\"model\":\"m\",\"messages\":[]}".getBytes(StandardCharsets.UTF_8);
        return new ModelCall(
                json.raw(json.parseObject(body).orElseThrow(), body),
                new OrganizationId(UUID.randomUUID()),
                Optional.empty());
    }
}
