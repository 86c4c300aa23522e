package dev.tidepool.staking.chain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidepool.kernel.problem.Problem;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.vertx.core.Vertx;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An installation without a chain: it runs, and says so. */
class NotConfiguredTest {

    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final ChainConfig config = new SmallRyeConfigBuilder()
            .withConverter(Duration.class, 300, new DurationConverter())
            .withMapping(ChainConfig.class)
            .withDefaultValue("tidepool.staking.chain.rpc-urls", "")
            .build()
            .getConfigMapping(ChainConfig.class);
    private final RpcClient rpc = new RpcClient(
            vertx,
            config,
            new ObjectMapper(),
            new RpcTelemetry(metrics, OpenTelemetry.noop().getTracer("test")));
    private final BlockhashPool blockhashes = new BlockhashPool(rpc, config, metrics);

    @AfterEach
    void close() {
        vertx.close();
    }

    @Test
    void answersWithTheRemedy() {
        Throwable failure = new ChainClient(rpc, blockhashes, new Voters(rpc, config), config)
                .network()
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create())
                .awaitFailure()
                .getFailure();

        assertThat(failure).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.status()).isEqualTo(503);
            assertThat(problem.code()).isEqualTo(ChainError.CHAIN_NOT_CONFIGURED);
            assertThat(problem.detail()).contains("TIDEPOOL_SOLANA_RPC_URLS");
        });
    }

    @Test
    void staysReady() {
        var health = new ChainHealth(rpc, blockhashes).call();

        assertThat(health.getStatus()).hasToString("UP");
        assertThat(health.getData().orElseThrow()).containsEntry("state", "not configured");
    }

    @Test
    void leavesTheChainAloneInTheBackground() {
        blockhashes
                .refresh()
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create())
                .awaitItem();
    }
}
