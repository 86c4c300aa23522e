package dev.tidepool.staking.chain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.problem.Problem;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Without a pool nobody is asked. */
class PoolClientTest {

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void saysThatNoPoolIsConfiguredAndWhatToDo() {
        ChainConfig config = Chains.config(Map.of());
        RpcClient rpc = new Chains(vertx).client(config);
        BlockhashPool blockhashes = new BlockhashPool(rpc, config, new SimpleMeterRegistry());
        ChainClient chain = new ChainClient(rpc, blockhashes, new Voters(rpc, config), config);

        Throwable failure = new PoolClient(
                        chain, Optional.empty(), "tidepool.staking.pool.address", Duration.ofMinutes(1))
                .pool()
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create())
                .awaitFailure()
                .getFailure();

        assertThat(failure).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.status()).isEqualTo(501);
            assertThat(problem.code()).isEqualTo(ChainError.LIQUID_STAKING_UNAVAILABLE);
            assertThat(problem.detail()).contains("tidepool.staking.pool.address", "the kind stake");
        });
    }
}
