package dev.tidepool.staking.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.tidepool.staking.chain.RpcFailure.Kind;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An endpoint whose answer never ends, over one connection, with a time limit that no test reaches. */
class RpcExchangeTest {

    private static final int LIMIT = 1000;

    private final Vertx vertx = Vertx.vertx();
    private final Promise<Void> connectionClosed = Promise.promise();
    private final RpcExchange exchange = new RpcExchange(vertx, endpoint(), config());

    @AfterEach
    void close() {
        join(vertx.close());
    }

    @Test
    void refusesAnAnswerAboveTheLimit() {
        assertThat(failure(LIMIT + 1)).isInstanceOfSatisfying(RpcFailure.Endpoint.class, failure -> {
            assertThat(failure.kind()).isEqualTo(Kind.TOO_LONG);
            assertThat(failure).hasMessageContaining("above 1000 bytes");
        });
    }

    @Test
    void givesUpTheConnectionOfAnAnswerAboveTheLimit() {
        failure(LIMIT + 1);

        assertThat(connectionClosed.future().toCompletionStage().toCompletableFuture())
                .succeedsWithin(Duration.ofSeconds(10));
    }

    @Test
    void callsAgainAfterAnAnswerAboveTheLimit() {
        failure(LIMIT + 1);

        assertThat(answer(LIMIT).body().length()).isEqualTo(LIMIT);
    }

    private Throwable failure(int bytes) {
        return catchThrowable(() -> answer(bytes));
    }

    /** The call says how long an answer it wants; up to the limit it ends. */
    private RpcAnswer answer(int bytes) {
        return join(exchange.post(Buffer.buffer(Integer.toString(bytes))));
    }

    private URI endpoint() {
        HttpServer server = join(vertx.createHttpServer()
                .connectionHandler(connection -> connection.closeHandler(connectionClosed::tryComplete))
                .requestHandler(RpcExchangeTest::serve)
                .listen(0, "127.0.0.1"));
        return URI.create("http://127.0.0.1:" + server.actualPort());
    }

    private static void serve(HttpServerRequest request) {
        request.body().onSuccess(call -> {
            int bytes = Integer.parseInt(call.toString());
            request.response().setChunked(true).write(Buffer.buffer(new byte[bytes]));
            if (bytes <= LIMIT) {
                request.response().end();
            }
        });
    }

    private static ChainConfig config() {
        return new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 300, new DurationConverter())
                .withMapping(ChainConfig.class)
                .withDefaultValue("tidepool.staking.chain.connections-per-endpoint", "1")
                .withDefaultValue("tidepool.staking.chain.call-timeout", "1m")
                .withDefaultValue("tidepool.staking.chain.max-answer-bytes", Integer.toString(LIMIT))
                .build()
                .getConfigMapping(ChainConfig.class);
    }

    private static <T> T join(Future<T> future) {
        try {
            return future.toCompletionStage()
                    .toCompletableFuture()
                    .orTimeout(20, TimeUnit.SECONDS)
                    .join();
        } catch (CompletionException failure) {
            throw failure.getCause() instanceof RpcFailure known ? known : failure;
        }
    }
}
