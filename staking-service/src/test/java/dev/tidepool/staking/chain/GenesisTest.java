package dev.tidepool.staking.chain;

import static dev.tidepool.staking.chain.Chains.join;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.staking.test.LocalChainResource;
import dev.tidepool.staking.test.StandInNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which chain is meant, at starts with and without the first endpoint. Each node's balances are its slot, so an answer tells its origin. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(LocalChainResource.class)
class GenesisTest {

    private static final String OTHER_CHAIN = "So11111111111111111111111111111111111111112";
    private static final long FIRST = 1005;
    private static final long SECOND = 1000;

    @Inject
    GenesisMemory memory;

    private final Vertx vertx = Vertx.vertx();
    private final StandInNode first = new StandInNode(vertx, FIRST);
    private final StandInNode second = new StandInNode(vertx, SECOND);
    private final StandInNode foreign = new StandInNode(vertx, FIRST + 1_000_000);
    private final Map<String, String> settings = Chains.settings(
            new StandInNode[] {first, foreign, second},
            "cluster",
            "c" + UUID.randomUUID().toString().substring(0, 8),
            // One that was away is asked again at once.
            "breaker.request-volume",
            "1000");

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void beforeTheFirstEndpointHasEverToldItsChainNoOtherIsAsked() {
        foreign.beOfChain(OTHER_CHAIN);
        first.behave(StandInNode::drop);
        Start start = new Start();

        start.isUnavailable();
        start.round();
        assertThat(start.states()).containsExactly("well", "unknown chain", "unknown chain");
        start.isUnavailable();
        assertThat(second.calls("getSlot") + second.calls("getBalance")).isZero();
        assertThat(foreign.calls("getSlot") + foreign.calls("getBalance")).isZero();

        first.release();
        start.round();
        first.behave(StandInNode::drop);
        assertThat(start.states()).containsExactly("well", "other chain", "well");
        assertThat(start.balance()).isEqualTo(SECOND);
    }

    @Test
    void aLaterStartHoldsTheOthersToWhatTheFirstEndpointToldAnEarlierOne() {
        foreign.beOfChain(OTHER_CHAIN);
        new Start().round();
        first.behave(StandInNode::drop);

        Start later = new Start();
        later.round();

        assertThat(later.states()).containsExactly("well", "other chain", "well");
        assertThat(later.balance()).isEqualTo(SECOND);
        assertThat(foreign.calls("getSlot") + foreign.calls("getBalance")).isZero();
        assertThat(later.rpc().slots().floor()).isLessThan(FIRST);
    }

    @Test
    void onceTheFirstEndpointAnswersItDecides() {
        Start earlier = new Start();
        join(memory.remember(settings.get("cluster"), OTHER_CHAIN));
        foreign.beOfChain(OTHER_CHAIN);
        first.behave(StandInNode::drop);
        earlier.round();
        assertThat(earlier.states()).containsExactly("well", "well", "other chain");

        first.release();
        earlier.round();

        assertThat(earlier.states()).containsExactly("well", "other chain", "well");
        assertThat(join(memory.recall(settings.get("cluster")))).contains("11111111111111111111111111111111");
        assertThat(earlier.rpc().slots().floor()).isLessThan(FIRST);
    }

    /** A service that starts. */
    private final class Start {

        private final ChainConfig config = Chains.config(settings);
        private final Clusters clusters = new Clusters(
                vertx,
                config,
                Chains.pool(Optional.empty()),
                new ObjectMapper(),
                new SimpleMeterRegistry(),
                OpenTelemetry.noop().getTracer("test"));
        private final SlotProbe probe = new SlotProbe(clusters, memory, config);

        RpcClient rpc() {
            return clusters.byDefault().rpc();
        }

        void round() {
            join(probe.round(clusters.byDefault()));
        }

        List<String> states() {
            return rpc().endpoints().stream()
                    .map(endpoint -> endpoint.state().wireName())
                    .toList();
        }

        long balance() {
            return join(ask());
        }

        void isUnavailable() {
            CompletionException nobody = catchThrowableOfType(CompletionException.class, () -> join(ask()));
            assertThat(nobody.getCause())
                    .isInstanceOfSatisfying(
                            Problem.class,
                            problem -> assertThat(problem.code()).isEqualTo(ChainError.CHAIN_UNAVAILABLE));
        }

        private Uni<Long> ask() {
            return rpc().call(
                            RpcRequest.of("getBalance", "somebody").at(Commitment.CONFIRMED),
                            answer -> answer.required("value").asLong());
        }
    }
}
