package dev.tidepool.staking.chain;

import static dev.tidepool.staking.chain.Chains.begin;
import static dev.tidepool.staking.chain.Chains.join;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.staking.test.LocalChainResource;
import dev.tidepool.staking.test.StandInNode;
import io.opentelemetry.api.OpenTelemetry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A primary that holds its answers back until the test lets them go. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(LocalChainResource.class)
class HedgeTest {

    private static final long PRIMARY = 1005;
    private static final long BACKUP = 1000;
    private static final Duration SOON = Duration.ofSeconds(10);

    private final Vertx vertx = Vertx.vertx();
    private final Chains chains = new Chains(vertx);
    private final StandInNode primary = new StandInNode(vertx, PRIMARY);
    private final StandInNode backup = new StandInNode(vertx, BACKUP);
    private final RpcClient rpc = chains.client(Chains.config(
            Chains.settings(new StandInNode[] {primary, backup}, "hedge.after", "10ms", "call-timeout", "1m")));

    @BeforeEach
    void hold() {
        primary.behave(StandInNode::hold);
    }

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void aLateReadIsAnsweredByTheBackup() {
        assertThat(join(balance())).isEqualTo(BACKUP);

        Eventually.within(SOON, () -> assertThat(primary.calls()).hasSize(1));
        assertThat(chains.count("tidepool.staking.rpc.hedges.won")).isEqualTo(1);
    }

    @Test
    void anEndpointThatIsOnlyLateGoesOnServing() {
        join(balance());

        assertThat(rpc.serving()).isZero();
    }

    @Test
    void theFirstAnswerIsTakenThoughItIsLate() {
        backup.behave(StandInNode::hold);
        CompletableFuture<Long> answer = begin(balance());
        Eventually.within(SOON, () -> assertThat(backup.calls()).hasSize(1));
        primary.release();

        assertThat(answer.join()).isEqualTo(PRIMARY);
        assertThat(chains.count("tidepool.staking.rpc.hedges.won")).isZero();
    }

    @Test
    void aBackupThatFailsDoesNoHarm() {
        backup.behave(StandInNode::html);
        CompletableFuture<Long> answer = begin(balance());
        Eventually.within(
                SOON,
                () -> assertThat(chains.count("tidepool.staking.rpc.hedges")).isEqualTo(1));
        primary.release();

        assertThat(answer.join()).isEqualTo(PRIMARY);
    }

    @Test
    void aTransactionIsNeverSentTwiceAtOnce() {
        CompletableFuture<JsonNode> sending = begin(rpc.call(RpcRequest.of("sendTransaction", "bytes")));
        Eventually.within(
                SOON, () -> assertThat(primary.calls("sendTransaction")).isEqualTo(1));
        // A read that began later was late already.
        assertThat(join(balance())).isEqualTo(BACKUP);
        primary.release();

        assertThat(sending.join().asText()).isEqualTo("done");
        assertThat(backup.calls("sendTransaction")).isZero();
    }

    @Test
    void secondQuestionsAreBounded() {
        Hedges hedges = new Hedges(
                2, new RpcTelemetry(chains.metrics, OpenTelemetry.noop().getTracer("test"), "default"));
        Hedges.Hedge first = hedges.begin().orElseThrow();
        Optional<Hedges.Hedge> second = hedges.begin();

        assertThat(second).isPresent();
        assertThat(hedges.begin()).isEmpty();

        first.end();
        first.end();
        assertThat(hedges.begin()).isPresent();
        assertThat(hedges.begin()).isEmpty();
    }

    private Uni<Long> balance() {
        return rpc.call(
                RpcRequest.of("getBalance", "somebody").at(Commitment.CONFIRMED),
                answer -> answer.required("value").asLong());
    }
}
