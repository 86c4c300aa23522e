package dev.tidepool.staking.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.staking.chain.Clusters;
import dev.tidepool.staking.test.LocalChain;
import dev.tidepool.staking.test.LocalChainResource;
import dev.tidepool.staking.test.StakingApi;
import dev.tidepool.staking.test.Wallet;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.path.json.JsonPath;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Several instances follow transactions from one database. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(LocalChainResource.class)
class TrackerTest {

    private static final long SOL = 1_000_000_000L;

    @Inject
    TransitionRepository transitions;

    @Inject
    Clusters clusters;

    @Inject
    TransactionRepository repository;

    private final LocalChain chain = new LocalChain();
    private final StakingApi api = new StakingApi();

    @Test
    void noTwoInstancesTakeTheSameTransaction() {
        chain.dropTransactions(1000);
        for (int count = 0; count < 5; count++) {
            Wallet owner = wallet();
            api.submit(owner.sign(build(owner).getString("transaction"))).then().statusCode(202);
        }

        // All become due every other second; each claim is taken from many at once.
        Eventually.within(
                Duration.ofSeconds(20),
                () -> assertThat(atOnce(() -> transitions.claimDue(clusters.byDefault())))
                        .isNotEmpty());
        chain.dropTransactions(0);
    }

    @Test
    void noTwoInstancesEndTheSameTransaction() {
        List<TransactionId> built = new ArrayList<>();
        for (int count = 0; count < 5; count++) {
            built.add(TransactionId.fromString(build(wallet()).getString("id")));
        }
        assertThat(atOnce(() -> transitions.expire(clusters.byDefault(), Long.MAX_VALUE)))
                .containsAll(built);
    }

    /** What four take at once: each another. */
    private static List<TransactionId> atOnce(Supplier<Uni<List<TrackedTransaction>>> take) {
        List<CompletableFuture<List<TrackedTransaction>>> claims = Stream.generate(take)
                .limit(4)
                .map(Uni::subscribeAsCompletionStage)
                .toList();
        List<TransactionId> taken = claims.stream()
                .flatMap(claim -> claim.join().stream())
                .map(TrackedTransaction::id)
                .toList();
        assertThat(new HashSet<>(taken)).hasSameSizeAs(taken);
        return taken;
    }

    @Test
    void onlyTheFirstOfTwoChangesIsMade() {
        TransactionId id = TransactionId.fromString(build(wallet()).getString("id"));
        TrackedTransaction seen = find(id);
        TransactionState expired = new TransactionState.Built().expired();

        boolean first = advance(seen, expired);
        boolean second = advance(seen, expired);

        assertThat(first).isTrue();
        assertThat(second).isFalse();
    }

    private TrackedTransaction find(TransactionId id) {
        try {
            return TrackedTransaction.of(
                    VertxContextSupport.subscribeAndAwait(() -> repository.findById(api.organization(), id))
                            .orElseThrow());
        } catch (Throwable failure) {
            throw new AssertionError(failure);
        }
    }

    private boolean advance(TrackedTransaction transaction, TransactionState next) {
        return transitions
                .advance(transaction, next)
                .subscribeAsCompletionStage()
                .join();
    }

    private Wallet wallet() {
        Wallet owner = Wallet.create();
        chain.airdrop(owner.address(), 5 * SOL);
        return owner;
    }

    private JsonPath build(Wallet owner) {
        return api.build(Map.of(
                        "owner", owner.address().toString(),
                        "validator", chain.votes().getFirst().toString(),
                        "lamports", Long.toString(3 * SOL)))
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
    }
}
