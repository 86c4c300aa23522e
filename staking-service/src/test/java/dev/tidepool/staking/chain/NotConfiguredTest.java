package dev.tidepool.staking.chain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidepool.kernel.problem.Problem;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An installation without a chain: it runs, and says so. */
class NotConfiguredTest {

    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final Clusters clusters = new Clusters(
            vertx,
            Chains.config(Map.of("rpc-urls", "")),
            Chains.pool(Optional.empty()),
            new ObjectMapper(),
            metrics,
            OpenTelemetry.noop().getTracer("test"));

    @AfterEach
    void close() {
        vertx.close();
    }

    @Test
    void answersWithTheRemedy() {
        Throwable failure = clusters.byDefault()
                .chain()
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
        var health = new ChainHealth(clusters).call();

        assertThat(health.getStatus()).hasToString("UP");
        assertThat(health.getData().orElseThrow()).containsEntry("state", "not configured");
    }

    @Test
    void leavesTheChainAloneInTheBackground() {
        clusters.byDefault()
                .blockhashes()
                .refresh()
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create())
                .awaitItem();
    }
}
