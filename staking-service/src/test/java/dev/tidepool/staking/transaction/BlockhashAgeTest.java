package dev.tidepool.staking.transaction;

import static dev.tidepool.staking.test.Steps.SOL;
import static dev.tidepool.staking.test.Steps.fields;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.Slow;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A blockhash serves for 150 further blocks, counted on a chain whose time stands still but for the test's warps. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(LocalChainResource.class)
@Slow
class BlockhashAgeTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int LAST = 150;

    /** Confirmed blocks are one behind the newest. */
    private static final int CONFIRMATION = 1;

    @Inject
    Clusters clusters;

    private final LocalChain chain = new LocalChain();
    private final StakingApi api = new StakingApi();
    private final Steps steps = new Steps(api, chain);
    private final Wallet owner = Wallet.create();

    @BeforeEach
    void fund() {
        chain.airdrop(owner.address(), 5 * SOL);
    }

    @AfterEach
    void awaitAYoungBlockhash() {
        chain.awaitYoungBlockhash(clusters.byDefault().chain());
    }

    @ParameterizedTest
    @ValueSource(ints = {149, 150})
    void landsWhileABlockCanTakeIt(int age) {
        JsonPath built = build();
        age(built, age);

        api.submit(owner.sign(built.getString("transaction"))).then().statusCode(202);

        chain.warpSlots(CONFIRMATION);
        Eventually.within(
                SOON, () -> assertThat(api.state(built.getString("id"))).isIn("confirmed", "finalized"));
        assertThat(steps.delegated(stake(built))).isEqualTo(2 * SOL);
        assertThat(api.read(built.getString("id")).getLong("slot")).isPositive();
    }

    /** The newest block takes it no more, though the confirmed one that simulates it would: nothing happens, ever. */
    @Test
    void expiresInTheBlockAfterThat() {
        JsonPath built = build();
        age(built, LAST + 1);

        api.submit(owner.sign(built.getString("transaction"))).then().statusCode(202);

        assertThat(api.state(built.getString("id"))).isEqualTo("submitted");
        chain.clearFaults();
        Eventually.within(
                Duration.ofSeconds(30),
                () -> assertThat(api.state(built.getString("id"))).isEqualTo("expired"));
        assertThat(chain.balance(stake(built))).isZero();
        assertThat(chain.balance(owner.address())).isEqualTo(5 * SOL);
    }

    @Test
    void isRefusedOnceThatBlockIsConfirmed() {
        JsonPath built = build();
        age(built, LAST + 1 + CONFIRMATION);

        api.submit(owner.sign(built.getString("transaction")))
                .then()
                .statusCode(409)
                .body("code", equalTo("TRANSACTION_EXPIRED"))
                .body("lastValidBlockHeight", equalTo(built.getInt("lastValidBlockHeight")));

        assertThat(api.state(built.getString("id"))).isEqualTo("expired");
        assertThat(chain.balance(owner.address())).isEqualTo(5 * SOL);
    }

    private JsonPath build() {
        return steps.build(
                "create-and-delegate",
                fields("owner", owner.address(), "validator", steps.validator(), "lamports", Long.toString(2 * SOL)));
    }

    /** The newest block is then so many after the one whose hash it has. */
    private void age(JsonPath built, int blocks) {
        chain.hold();
        long first = built.getLong("lastValidBlockHeight") - LAST;
        chain.warpSlots(Math.toIntExact(first + blocks - chain.height()));
        assertThat(chain.height()).isEqualTo(first + blocks);
    }

    private static PublicKey stake(JsonPath built) {
        return PublicKey.parse(built.getString("stakeAccount.address"));
    }
}
