package dev.tidepool.staking.fee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.staking.chain.Clusters;
import dev.tidepool.staking.test.LocalChain;
import dev.tidepool.staking.test.LocalChainResource;
import dev.tidepool.staking.test.StakingApi;
import dev.tidepool.staking.test.Steps;
import dev.tidepool.staking.test.Wallet;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a real runtime charges. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(LocalChainResource.class)
class FeesTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String PATH = "/v1/staking/fees";

    @Inject
    Clusters clusters;

    private final LocalChain chain = new LocalChain();
    private final StakingApi api = new StakingApi();

    @AfterEach
    void awaitAYoungBlockhash() {
        chain.awaitYoungBlockhash(clusters.byDefault().chain());
    }

    @Test
    void tellsWhatTheChainAsksFor() {
        // A warp of another test makes the hash at hand useless for a moment, and with it the question for the fee.
        Eventually.within(
                SOON, () -> assertThat(fees().getString("lamportsPerSignature")).isEqualTo("5000"));
        JsonPath fees = fees();
        assertThat(fees.getString("rent.stakeAccount")).isEqualTo(rent(200));
        assertThat(fees.getString("rent.nonceAccount")).isEqualTo(rent(80));
        assertThat(fees.getString("rent.wallet")).isEqualTo(rent(0));
        assertThat(fees.getString("minimumDelegation"))
                .isEqualTo(chain.call("getStakeMinimumDelegation")
                        .required("value")
                        .asText());
        assertThat(fees.getInt("computeUnitPrice.slots")).isEqualTo(150);
    }

    @Test
    void showsAPriceThatASlotTook() {
        Wallet owner = Wallet.create();
        chain.airdrop(owner.address(), 5 * Steps.SOL);
        Steps steps = new Steps(api, chain);
        chain.warpSlots(1);
        steps.run(
                "create-nonce",
                Map.of("owner", owner.address().toString(), "computeUnitPriceMicroLamports", "777"),
                owner);

        Eventually.within(
                SOON,
                () -> assertThat(Long.parseLong(fees().getString("computeUnitPrice.max")))
                        .isGreaterThanOrEqualTo(777));
        assertThat(fees().getInt("computeUnitPrice.freeSlots")).isLessThan(150);
        assertThat(fees().getString("computeUnitPrice.p25")).isEqualTo("0");
    }

    @Test
    void saysWhenTheChainCannotBeAsked() {
        chain.fault("getRecentPrioritizationFees", "drop");

        Eventually.within(SOON, () -> api.get(PATH).then().statusCode(503).body("code", equalTo("CHAIN_UNAVAILABLE")));
    }

    private String rent(int bytes) {
        return chain.call("getMinimumBalanceForRentExemption", bytes).asText();
    }

    private JsonPath fees() {
        return api.get(PATH).then().statusCode(200).extract().jsonPath();
    }
}
