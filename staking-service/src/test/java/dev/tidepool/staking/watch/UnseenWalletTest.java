package dev.tidepool.staking.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.staking.test.LocalChain;
import dev.tidepool.staking.test.LocalChainResource;
import dev.tidepool.staking.test.Wallet;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A wallet that cannot be looked at is looked at no more often than one that can. */
@QuarkusTest
@TestProfile(UnseenWalletTest.Patient.class)
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(LocalChainResource.class)
class UnseenWalletTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @Inject
    Pool pool;

    private final LocalChain chain = new LocalChain();
    private final String wallet = Wallet.create().address().toString();

    /** Looks again much later than a lease lasts. */
    public static final class Patient implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "tidepool.staking.watch.interval", "1s",
                    "tidepool.staking.watch.every", "2h",
                    "tidepool.staking.watch.lease", "1s");
        }
    }

    @AfterEach
    void clear() {
        chain.clearFaults();
        sql("DELETE FROM staking.watched_wallets WHERE wallet = $1");
    }

    @Test
    void isLookedAtAgainWhenItsTurnComes() {
        chain.fault("getProgramAccounts", "-32005");
        sql("INSERT INTO staking.watched_wallets (wallet) VALUES ($1)");

        Eventually.within(
                SOON,
                () -> assertThat(count("next_look_at > now() + interval '1 hour'"))
                        .isOne());
        assertThat(count("seen_epoch IS NULL")).as("not seen").isOne();
    }

    private long count(String condition) {
        return pool.preparedQuery("SELECT count(*) FROM staking.watched_wallets WHERE wallet = $1 AND " + condition)
                .execute(Tuple.of(wallet))
                .await()
                .atMost(SOON)
                .iterator()
                .next()
                .getLong(0);
    }

    private void sql(String statement) {
        pool.preparedQuery(statement).execute(Tuple.of(wallet)).await().atMost(SOON);
    }
}
