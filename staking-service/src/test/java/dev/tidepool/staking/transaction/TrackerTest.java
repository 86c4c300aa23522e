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
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
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
        for (int count = 0; count < 5; count++) {
            build();
        }

        // All become due within a second; each claim is taken from many at once.
        Eventually.within(Duration.ofSeconds(20), () -> {
            List<CompletableFuture<List<TrackedTransaction>>> claims = new ArrayList<>();
            for (int instance = 0; instance < 4; instance++) {
                claims.add(transitions.claimDue(clusters.byDefault()).subscribeAsCompletionStage());
            }
            List<TransactionId> taken = claims.stream()
                    .flatMap(claim -> claim.join().stream())
                    .map(TrackedTransaction::id)
                    .toList();
            assertThat(new HashSet<>(taken)).hasSameSizeAs(taken);
            assertThat(taken).isNotEmpty();
        });
    }

    @Test
    void onlyTheFirstOfTwoChangesIsMade() {
        TransactionId id = TransactionId.fromString(build());
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

    private String build() {
        Wallet owner = Wallet.create();
        chain.airdrop(owner.address(), 5 * SOL);
        return api.build(Map.of(
                        "owner", owner.address().toString(),
                        "validator", chain.votes().getFirst().toString(),
                        "lamports", Long.toString(3 * SOL)))
                .then()
                .statusCode(201)
                .extract()
                .jsonPath()
                .getString("id");
    }
}
