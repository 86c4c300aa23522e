package dev.tidepool.staking.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.staking.test.LocalChainResource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clusters side by side, without any chain. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(LocalChainResource.class)
class ClusterRoundsTest {

    private final Vertx vertx = Vertx.vertx();
    private final Clusters clusters = new Clusters(
            vertx,
            Chains.config(Map.of(
                    "cluster",
                    "mainnet",
                    "rpc-urls",
                    "http://127.0.0.1:1/",
                    "clusters.devnet.rpc-urls",
                    "http://127.0.0.1:1/")),
            Chains.pool(Optional.empty()),
            new ObjectMapper(),
            new SimpleMeterRegistry(),
            OpenTelemetry.noop().getTracer("test"));

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void aRoundThatTakesItsTimeHoldsUpNoneOfAnotherCluster() {
        ClusterRounds rounds = new ClusterRounds("test");
        CompletableFuture<Void> slow = new CompletableFuture<>();
        List<String> begun = new ArrayList<>();

        for (int times = 0; times < 3; times++) {
            rounds.begin(clusters, cluster -> {
                begun.add(cluster.name());
                return cluster.isDefault()
                        ? Uni.createFrom().completionStage(slow)
                        : Uni.createFrom().voidItem();
            });
        }
        assertThat(begun).containsExactly("mainnet", "devnet", "devnet", "devnet");

        slow.complete(null);
        rounds.begin(clusters, cluster -> {
            begun.add("again " + cluster.name());
            return Uni.createFrom().failure(new IllegalStateException("failed"));
        });
        rounds.begin(clusters, cluster -> {
            begun.add("after a failure " + cluster.name());
            return Uni.createFrom().voidItem();
        });
        assertThat(begun)
                .contains("again mainnet", "again devnet", "after a failure mainnet", "after a failure devnet");
    }

    @Test
    void theDefaultOneIsMeantByTwoNames() {
        assertThat(clusters.byDefault().names()).containsExactly("mainnet", "default");
        assertThat(clusters.find("default")).contains(clusters.byDefault());
        assertThat(clusters.find("mainnet")).contains(clusters.byDefault());
        assertThat(clusters.sameAs("default")).containsExactly("mainnet", "default");
        assertThat(clusters.sameAs("gone")).containsExactly("gone");
        assertThat(clusters.require("devnet").names()).containsExactly("devnet");
        assertThat(clusters.stored()).containsExactly("mainnet", "default", "devnet");
    }

    @Test
    void whatIsNotServedIsSaidSo() {
        assertThatThrownBy(() -> clusters.require("gone")).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.code()).isEqualTo(ChainError.CLUSTER_NOT_SERVED);
            assertThat(problem.detail()).contains("gone");
        });
        assertThatThrownBy(() -> clusters.named("gone")).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.status()).isEqualTo(400);
            assertThat(problem.members()).containsEntry("field", "cluster");
            assertThat(problem.detail()).contains("mainnet, devnet");
        });
    }

    @Test
    void eachKeepsItsOwn() {
        ByCluster<List<String>> kept = new ByCluster<>(cluster -> new ArrayList<>());

        kept.of(clusters.byDefault()).add("of mainnet");

        assertThat(kept.of(clusters.byDefault())).containsExactly("of mainnet");
        assertThat(kept.of(clusters.require("devnet"))).isEmpty();
    }

    @Test
    void nothingIsBoundWithoutARequest() {
        assertThatThrownBy(() -> new CurrentCluster().get())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no cluster is bound");
        assertThatThrownBy(() -> new CurrentCluster().given()).isInstanceOf(IllegalStateException.class);
    }
}
