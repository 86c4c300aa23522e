package dev.tidepool.staking.stake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.staking.chain.Clusters;
import dev.tidepool.staking.solana.PublicKey;
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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a wallet has, on a real runtime. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(LocalChainResource.class)
class PositionsTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final long SOL = 1_000_000_000L;

    @Inject
    Clusters clusters;

    private final LocalChain chain = new LocalChain();
    private final StakingApi api = new StakingApi();
    private final Wallet owner = Wallet.create();

    @AfterEach
    void awaitAYoungBlockhash() {
        chain.awaitYoungBlockhash(clusters.byDefault().chain());
    }

    @Test
    void aStakeWarmsUpThenCountsAndWhatIsAddedCanBeWithdrawn() {
        chain.airdrop(owner.address(), 10 * SOL);
        PublicKey small = stake(2 * SOL);
        PublicKey large = stake(3 * SOL);

        JsonPath before = positions();
        assertThat(before.getList("positions.stakeAccount")).containsExactly(large.toString(), small.toString());
        assertThat(before.getList("positions.state")).containsOnly("activating");
        assertThat(before.getString("totals.activating")).isEqualTo(Long.toString(5 * SOL));
        assertThat(before.getString("totals.withdrawable")).isEqualTo("0");
        assertThat(before.<List<String>>getList("positions.roles")).containsOnly(List.of("staker", "withdrawer"));

        new Steps(api, chain).nextEpoch(owner);
        chain.airdrop(large, SOL);

        Eventually.within(
                SOON, () -> assertThat(positions().getList("positions.state")).containsOnly("active"));
        JsonPath after = positions();
        assertThat(after.getString("totals.effective")).isEqualTo(Long.toString(5 * SOL));
        assertThat(after.getString("totals.activating")).isEqualTo("0");
        assertThat(after.getString("positions[0].withdrawable")).isEqualTo(Long.toString(SOL));
        assertThat(after.getLong("positions[0].lamports"))
                .isEqualTo(4 * SOL + Long.parseLong(after.getString("positions[0].rent")));
        assertThat(after.getLong("epoch")).isEqualTo(before.getLong("epoch") + 1);
        assertThat(after.getString("positions[0].delegation.validator")).isEqualTo(validator());
    }

    @Test
    void aLockupEndsWithTheFirstSlotOfItsEpoch() {
        chain.airdrop(owner.address(), 5 * SOL);
        Steps steps = new Steps(api, chain);
        long until = epoch("processed") + 2;
        PublicKey stake = PublicKey.parse(steps.run(
                        "create-and-delegate",
                        Map.of(
                                "owner", owner.address().toString(),
                                "validator", validator(),
                                "lamports", Long.toString(2 * SOL),
                                "lockupEpoch", until,
                                "custodian", Wallet.create().address().toString()),
                        owner)
                .getString("stakeAccount.address"));
        steps.run("deactivate", Steps.fields("stakeAccount", stake, "owner", owner.address()), owner);
        JsonPath before = positions();
        assertThat(before.getBoolean("positions[0].lockup.inForce")).isTrue();
        assertThat(before.getString("positions[0].withdrawable")).isEqualTo("0");
        chain.warpEpochs(1);
        assertThat(positions().getBoolean("positions[0].lockup.inForce")).isTrue();

        // Not a slot later; the epoch that is finalized is the one before still.
        chain.warpEpochs(1);
        JsonPath after = positions();

        assertThat(after.getLong("epoch")).isEqualTo(until);
        assertThat(after.getBoolean("positions[0].lockup.inForce")).isFalse();
        assertThat(after.getString("positions[0].withdrawable")).isEqualTo(after.getString("positions[0].lamports"));
        assertThat(epoch("finalized")).isEqualTo(until - 1);
    }

    private long epoch(String commitment) {
        return chain.call("getEpochInfo", Map.of("commitment", commitment))
                .required("epoch")
                .asLong();
    }

    @Test
    void aWalletWithoutStakeHasNone() {
        JsonPath none = positions();

        assertThat(none.getInt("count")).isZero();
        assertThat(none.getList("positions")).isEmpty();
        assertThat(none.getString("totals.lamports")).isEqualTo("0");
    }

    @Test
    void whatIsNoAddressIsRefusedByName() {
        api.get("/v1/staking/positions/not-an-address")
                .then()
                .statusCode(400)
                .body("code", equalTo("INVALID_FIELD"))
                .body("field", equalTo("wallet"));
    }

    private PublicKey stake(long lamports) {
        JsonPath built = api.build(Map.of(
                        "owner", owner.address().toString(),
                        "validator", validator(),
                        "lamports", Long.toString(lamports)))
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
        api.submit(owner.sign(built.getString("transaction"))).then().statusCode(202);
        Eventually.within(
                SOON, () -> assertThat(api.state(built.getString("id"))).isIn("confirmed", "finalized"));
        return PublicKey.parse(built.getString("stakeAccount.address"));
    }

    private String validator() {
        return chain.votes().getFirst().toString();
    }

    private JsonPath positions() {
        return api.get("/v1/staking/positions/" + owner.address())
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
