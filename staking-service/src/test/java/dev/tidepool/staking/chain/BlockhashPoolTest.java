package dev.tidepool.staking.chain;

import static dev.tidepool.staking.chain.Chains.begin;
import static dev.tidepool.staking.chain.Chains.join;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.staking.test.LocalChainResource;
import dev.tidepool.staking.test.StandInNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(LocalChainResource.class)
class BlockhashPoolTest {

    private static final String METHOD = "getLatestBlockhash";
    private static final Duration SOON = Duration.ofSeconds(10);

    private final Vertx vertx = Vertx.vertx();
    private final Chains chains = new Chains(vertx);
    private final StandInNode primary = new StandInNode(vertx, 1000);
    private final StandInNode backup = new StandInNode(vertx, 1001);

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void givesOutWhatIsAtHand() {
        BlockhashPool pool = pool();

        Blockhash first = join(pool.current());

        assertThat(join(pool.current())).isSameAs(first);
        assertThat(first.lastValidBlockHeight()).isEqualTo(1150);
        assertThat(first.heightWhenRead()).isEqualTo(1000);
        assertThat(primary.calls()).hasSize(1);
    }

    @Test
    void asksOnceForAllWhoWait() {
        BlockhashPool pool = pool();
        primary.behave(StandInNode::hold);
        List<CompletableFuture<Blockhash>> waiting =
                Stream.generate(() -> begin(pool.current())).limit(10).toList();
        Eventually.within(SOON, () -> assertThat(primary.calls()).hasSize(1));
        primary.release();

        assertThat(waiting)
                .allSatisfy(one ->
                        assertThat(one.join()).isSameAs(waiting.getFirst().join()));
        assertThat(primary.calls()).hasSize(1);
    }

    @Test
    void dropsItWhenAnotherEndpointServes() {
        ChainConfig config = config();
        RpcClient rpc = chains.client(config);
        BlockhashPool pool = new BlockhashPool(rpc, config, chains.metrics);
        join(pool.current());
        primary.behave(StandInNode.rateLimited(20));
        join(rpc.call(RpcRequest.of("getSlot")));

        assertThat(join(pool.current()).slot()).isEqualTo(1001);
        assertThat(backup.calls(METHOD)).isEqualTo(1);
    }

    @Test
    void refusesOneWithTooFewBlocksLeft() {
        BlockhashPool pool = pool("blockhash.min-blocks-left", "151");
        join(pool.current());
        join(pool.current());

        assertThat(primary.calls(METHOD)).isEqualTo(2);
    }

    @Test
    void refusesOneThatIsTooOld() {
        BlockhashPool pool = pool("blockhash.max-age", "0s");
        join(pool.current());
        join(pool.current());

        assertThat(primary.calls(METHOD)).isEqualTo(2);
    }

    @Test
    void believesNoNodeBehindTheLastAnswer() {
        BlockhashPool pool = pool();
        join(pool.refresh());
        primary.reach(999);
        join(pool.refresh());

        assertThat(join(pool.current()).slot()).isEqualTo(1001);
        assertThat(primary.calls()
                        .getLast()
                        .getJsonArray("params")
                        .getJsonObject(0)
                        .getMap())
                .containsEntry("commitment", "confirmed")
                .containsEntry("minContextSlot", 1000);
    }

    @Test
    void keepsOneFreshInTheBackground() {
        BlockhashPool pool = pool();
        join(pool.refresh());
        primary.reach(1010);
        join(pool.refresh());

        assertThat(join(pool.current()).slot()).isEqualTo(1010);
        assertThat(primary.calls()).hasSize(2);
    }

    private BlockhashPool pool(String... settings) {
        ChainConfig config = config(settings);
        return new BlockhashPool(chains.client(config), config, chains.metrics);
    }

    private ChainConfig config(String... settings) {
        return Chains.config(Chains.settings(new StandInNode[] {primary, backup}, settings));
    }
}
