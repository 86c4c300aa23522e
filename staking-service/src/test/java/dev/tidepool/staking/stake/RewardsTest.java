package dev.tidepool.staking.stake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.staking.chain.Clusters;
import dev.tidepool.staking.solana.PublicKey;
import dev.tidepool.staking.test.FurtherClustersResource;
import dev.tidepool.staking.test.LocalChain;
import dev.tidepool.staking.test.LocalChainResource;
import dev.tidepool.staking.test.StakingApi;
import dev.tidepool.staking.test.Steps;
import dev.tidepool.staking.test.Wallet;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a real runtime has paid, to the lamport. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(LocalChainResource.class)
@QuarkusTestResource(FurtherClustersResource.class)
class RewardsTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final long SOL = 1_000_000_000L;

    @Inject
    MeterRegistry metrics;

    @Inject
    Clusters clusters;

    @Inject
    RewardCache cache;

    private final LocalChain chain = new LocalChain();
    private final StakingApi api = new StakingApi();
    private final Steps steps = new Steps(api, chain);
    private final Wallet owner = Wallet.create();

    @AfterEach
    void awaitAYoungBlockhash() {
        chain.awaitYoungBlockhash(clusters.byDefault().chain());
    }

    @Test
    void whatAnAccountWasPaidOnOneClusterIsNothingOfAnother() {
        List<PublicKey> account = List.of(owner.address());
        cache.keep(clusters.require("devnet"), account, 7, Map.of());

        assertThat(cache.get(clusters.require("devnet"), account, 7)).containsOnlyKeys(account);
        assertThat(cache.get(clusters.byDefault(), account, 7)).isEmpty();
    }

    @Test
    void tellsWhatWasPaidForEachEpochAndKeepsWhatCannotChange() {
        chain.airdrop(owner.address(), 10 * SOL);
        PublicKey large = steps.stake(owner, 3 * SOL);
        PublicKey small = steps.stake(owner, 2 * SOL);
        steps.nextEpoch(owner);
        chain.warpSlots(2);
        pay(large, 12_345);
        pay(small, 678);
        long held = chain.balance(large);
        long paidFor = epoch() - 1;

        JsonPath told = rewards("?epochs=2");

        String newest = "epochs.find{it.epoch==" + paidFor + "}.";
        assertThat(told.getLong("epoch")).isEqualTo(paidFor + 1);
        assertThat(told.getList("epochs.epoch", Long.class)).containsExactly(paidFor, paidFor - 1);
        assertThat(told.getBoolean(newest + "told")).isTrue();
        assertThat(told.getString(newest + "lamports")).isEqualTo("13023");
        assertThat(told.getList(newest + "rewards.stakeAccount")).containsExactly(large.toString(), small.toString());
        assertThat(told.getList(newest + "rewards.lamports")).containsExactly("12345", "678");
        assertThat(told.getString(newest + "rewards[0].postBalance")).isEqualTo(Long.toString(held));
        assertThat(told.getInt(newest + "rewards[0].commissionPercent")).isEqualTo(5);
        assertThat(told.getLong(newest + "rewards[0].effectiveSlot"))
                .isLessThanOrEqualTo(
                        chain.call("getSlot", Map.of("commitment", "processed")).asLong());
        assertThat(told.getBoolean(newest + "settled")).isFalse();
        assertThat(told.getString("epochs[1].lamports")).isEqualTo("0");
        assertThat(told.getBoolean("epochs[1].settled")).isTrue();

        steps.nextEpoch(owner);
        chain.warpSlots(2);
        JsonPath later = rewards("?epochs=3");
        assertThat(later.getString(newest + "lamports")).isEqualTo("13023");
        assertThat(later.getBoolean(newest + "settled")).isTrue();
        double asked = asked();
        rewards("?epochs=3");
        // Of the three epochs only the newest may still be added to: it alone is asked for again.
        assertThat(asked() - asked).isEqualTo(2);
    }

    @Test
    void saysWhichEpochsTheNodeDoesNotTellOf() {
        chain.airdrop(owner.address(), 5 * SOL);
        steps.stake(owner, 2 * SOL);
        // In the first slot of an epoch, confirmed readers do not see the epoch before as over.
        Eventually.within(SOON, () -> {
            chain.warpEpochs(1);
            JsonPath told = rewards("?epochs=1");
            assertThat(told.getBoolean("epochs[0].told")).isFalse();
            assertThat(told.getString("epochs[0].reason")).contains("error -32004");
            assertThat(told.getMap("epochs[0]")).doesNotContainKeys("lamports", "rewards");
        });
    }

    @Test
    void failsWhereNoNodeAnswersAndInventsNothing() {
        chain.airdrop(owner.address(), 5 * SOL);
        steps.stake(owner, 2 * SOL);
        chain.fault("getInflationReward", "drop");

        api.get(path() + "?epochs=1").then().statusCode(503).body("code", equalTo("CHAIN_UNAVAILABLE"));
    }

    @Test
    void aWalletWithoutStakeWasPaidNothing() {
        JsonPath none = rewards("");

        assertThat(none.getInt("count")).isZero();
        assertThat(none.getList("epochs.lamports")).hasSize(5).containsOnly("0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "21", "-1", "x", "9999999999"})
    void refusesMoreEpochsThanItLooksAt(String epochs) {
        api.get(path() + "?epochs=" + epochs)
                .then()
                .statusCode(400)
                .body("code", equalTo("INVALID_FIELD"))
                .body("field", equalTo("epochs"));
    }

    private void pay(PublicKey stake, long lamports) {
        chain.call("admin_payReward", Map.of("pubkey", stake.toString(), "lamports", lamports));
    }

    private long epoch() {
        return chain.call("getEpochInfo", Map.of("commitment", "processed"))
                .required("epoch")
                .asLong();
    }

    private double asked() {
        return metrics.counter("tidepool.staking.rewards.read", "source", "asked")
                .count();
    }

    private String path() {
        return "/v1/staking/positions/" + owner.address() + "/rewards";
    }

    private JsonPath rewards(String query) {
        return api.get(path() + query).then().statusCode(200).extract().jsonPath();
    }
}
