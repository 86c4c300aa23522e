package dev.tidepool.staking.chain;

import static dev.tidepool.staking.chain.Chains.begin;
import static dev.tidepool.staking.chain.Chains.join;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.staking.test.LocalChainResource;
import dev.tidepool.staking.test.StandInNode;
import dev.tidepool.staking.test.StandInNode.Behaviour;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a primary can do wrong, and who answers then. Each node's balances are its slot, so an answer tells its origin. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(LocalChainResource.class)
class FaultsTest {

    private static final long PRIMARY = 1005;
    private static final long BACKUP = 1000;
    private static final Duration SOON = Duration.ofSeconds(10);

    private final Vertx vertx = Vertx.vertx();
    private final Chains chains = new Chains(vertx);
    private final StandInNode primary = new StandInNode(vertx, PRIMARY);
    private final StandInNode backup = new StandInNode(vertx, BACKUP);

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @ParameterizedTest
    @MethodSource("faults")
    void theBackupAnswersTheSameCall(String fault, Behaviour behaviour) {
        RpcClient rpc = client("call-timeout", "1s", "hedge.after", "1m");
        primary.behave(behaviour);

        assertThat(join(balance(rpc))).isEqualTo(BACKUP);
        assertThat(primary.calls()).as(fault).hasSize(1);
        assertThat(backup.calls()).hasSize(1);
        assertThat(rpc.serving()).isEqualTo(1);
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of("429", StandInNode.rateLimited(1)),
                Arguments.of("hang", (Behaviour) StandInNode::hang),
                Arguments.of("drop", (Behaviour) StandInNode::drop),
                Arguments.of("html", (Behaviour) StandInNode::html),
                Arguments.of("behind", StandInNode.error(-32005)),
                Arguments.of("a result that cannot be read", (Behaviour) StandInNode::malformed));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aTransactionIsHandedToTheBackupToo(String fault, Behaviour behaviour) {
        RpcClient rpc = client("call-timeout", "1s");
        primary.behave(behaviour);

        String sent = join(rpc.call(RpcRequest.of("sendTransaction", "bytes"), FaultsTest::text));

        assertThat(sent).as(fault).isEqualTo("done");
        assertThat(backup.calls().getFirst().getJsonArray("params").getString(0))
                .isEqualTo(primary.calls().getFirst().getJsonArray("params").getString(0))
                .isEqualTo("bytes");
    }

    @Test
    void leavesAnEndpointAloneForAsLongAsItAsks() {
        RpcClient rpc = client();
        primary.behave(StandInNode.rateLimited(20));
        for (int call = 0; call < 5; call++) {
            assertThat(join(balance(rpc))).isEqualTo(BACKUP);
        }

        assertThat(primary.calls()).hasSize(1);
        assertThat(rpc.endpoints().getFirst().rest()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(20));
        assertThat(rpc.endpoints().getFirst().state()).isEqualTo(RpcEndpoint.State.RESTING);
    }

    @Test
    void honoursNoLongerRestThanTheLimit() {
        RpcClient rpc = client("max-rest", "1ms");
        primary.behave(StandInNode.rateLimited(3600));
        join(balance(rpc));
        primary.release();

        Eventually.within(SOON, () -> assertThat(join(balance(rpc))).isEqualTo(PRIMARY));
    }

    @Test
    void tellsTheCallerWhenAnEndpointWillBeBack() {
        RpcClient rpc = client();
        primary.behave(StandInNode.rateLimited(20));
        backup.behave(StandInNode.rateLimited(10));

        CompletionException failure =
                Assertions.catchThrowableOfType(CompletionException.class, () -> join(balance(rpc)));

        assertThat(failure.getCause())
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo(ChainError.CHAIN_UNAVAILABLE));
        assertThat(rpc.endpoints().get(1).rest())
                .isLessThan(rpc.endpoints().get(0).rest());
    }

    @Test
    void anAnswerOfAnOldSlotIsNoneThoughTheNodeGivesIt() {
        RpcClient rpc = client();
        primary.behave(StandInNode::careless);
        primary.reach(BACKUP - 100);
        rpc.slots().saw(1, BACKUP);
        RpcRequest wanted = request().notBehind(rpc.slots().floor());

        assertThat(join(rpc.call(wanted, FaultsTest::value))).isEqualTo(BACKUP);
        assertThat(primary.calls()).hasSize(1);
    }

    @Test
    void anEndpointOfAnotherChainIsNeverAsked() {
        RpcClient rpc = chains.strangers(Chains.config(Chains.settings(nodes())));
        backup.beOfChain("So11111111111111111111111111111111111111112");
        backup.reach(BACKUP + 1_000_000);
        join(SlotProbe.round(rpc, Chains.config(Chains.settings(nodes())).probeEvery()));
        primary.behave(StandInNode::drop);

        assertThat(rpc.endpoints().getLast().state()).isEqualTo(RpcEndpoint.State.OTHER_CHAIN);
        assertThat(rpc.endpoints().getFirst().isBehind()).isFalse();
        CompletionException nobody =
                Assertions.catchThrowableOfType(CompletionException.class, () -> join(balance(rpc)));
        assertThat(nobody.getCause())
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo(ChainError.CHAIN_UNAVAILABLE));
        assertThat(backup.calls("getBalance")).isZero();
    }

    @Test
    void aScanThatTakesTooLongOpensNoBreaker() {
        RpcClient rpc = client("call-timeout", "200ms", "breaker.request-volume", "2", "hedge.after", "1m");
        primary.behave(StandInNode::hang);
        RpcRequest scan = RpcRequest.of("getProgramAccounts", "a program");
        for (int call = 0; call < 4; call++) {
            assertThat(join(rpc.call(scan, FaultsTest::text))).isEqualTo("done");
        }
        assertThat(primary.calls("getProgramAccounts")).isEqualTo(4);
        assertThat(rpc.endpoints().getFirst().state()).isEqualTo(RpcEndpoint.State.WELL);

        for (int call = 0; call < 4; call++) {
            join(balance(rpc));
        }
        assertThat(rpc.endpoints().getFirst().state()).isEqualTo(RpcEndpoint.State.BROKEN);
    }

    @Test
    void anEndpointThatIsBehindIsAskedLast() {
        RpcClient rpc = client();
        primary.reach(BACKUP - 100);
        join(SlotProbe.round(rpc, Chains.config(Chains.settings(nodes())).probeEvery()));

        assertThat(rpc.endpoints().getFirst().state()).isEqualTo(RpcEndpoint.State.BEHIND);
        assertThat(join(balance(rpc))).isEqualTo(BACKUP);
        assertThat(primary.calls("getBalance")).isZero();

        primary.reach(BACKUP + 1);
        join(SlotProbe.round(rpc, Chains.config(Chains.settings(nodes())).probeEvery()));
        assertThat(join(balance(rpc))).isEqualTo(BACKUP + 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {-32002, -32003})
    void aTransactionThatDidNotPassIsSentToNobodyElse(int code) {
        RpcClient rpc = client();
        primary.behave(StandInNode.error(code));

        CompletionException failure = Assertions.catchThrowableOfType(
                CompletionException.class, () -> join(rpc.call(RpcRequest.of("sendTransaction", "bytes"))));

        assertThat(failure.getCause()).isInstanceOf(RpcFailure.Preflight.class);
        assertThat(primary.calls()).hasSize(1);
        assertThat(backup.calls()).isEmpty();
    }

    @Test
    void endpointsThatTakeTurnsShareTheCalls() {
        StandInNode third = new StandInNode(vertx, BACKUP);
        RpcClient rpc = chains.client(
                Chains.config(Chains.settings(new StandInNode[] {primary, backup, third}, "in-turn", "2")));
        for (int call = 0; call < 4; call++) {
            join(balance(rpc));
        }

        assertThat(primary.calls()).hasSize(2);
        assertThat(backup.calls()).hasSize(2);
        assertThat(third.calls()).isEmpty();
        assertThat(rpc.isServing(0)).isTrue();
        assertThat(rpc.isServing(1)).isTrue();

        primary.behave(StandInNode.rateLimited(20));
        for (int call = 0; call < 4; call++) {
            assertThat(join(balance(rpc))).isEqualTo(BACKUP);
        }
        assertThat(rpc.isServing(0)).isFalse();
    }

    @Test
    void fiveConnectionsAreKeptOpen() {
        RpcClient rpc =
                chains.client(Chains.config(Chains.settings(new StandInNode[] {primary}, "call-timeout", "1m")));
        primary.behave(StandInNode::hold);
        var calls = Stream.generate(() -> begin(balance(rpc))).limit(20).toList();
        Eventually.within(SOON, () -> assertThat(primary.calls()).hasSize(5));

        Eventually.within(SOON, () -> {
            primary.release();
            assertThat(calls).allMatch(call -> call.isDone());
        });
        join(balance(rpc));

        assertThat(calls).allSatisfy(call -> assertThat(call.join()).isEqualTo(PRIMARY));
        assertThat(primary.connections()).isEqualTo(5);
    }

    private RpcClient client(String... settings) {
        return chains.client(Chains.config(Chains.settings(nodes(), settings)));
    }

    private StandInNode[] nodes() {
        return new StandInNode[] {primary, backup};
    }

    private static RpcRequest request() {
        return RpcRequest.of("getBalance", "somebody").at(Commitment.CONFIRMED);
    }

    private static Uni<Long> balance(RpcClient rpc) {
        return rpc.call(request(), FaultsTest::value);
    }

    private static long value(JsonNode answer) {
        long value = answer.required("value").asLong();
        if (value == 0) {
            throw new IllegalArgumentException("no balance");
        }
        return value;
    }

    /** As strict as the service is with what it reads. */
    private static String text(JsonNode answer) {
        if (!answer.isTextual()) {
            throw new IllegalArgumentException("no signature");
        }
        return answer.asText();
    }
}
