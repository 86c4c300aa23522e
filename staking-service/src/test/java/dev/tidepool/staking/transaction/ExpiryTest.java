package dev.tidepool.staking.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.staking.chain.Clusters;
import dev.tidepool.staking.test.LocalChain;
import dev.tidepool.staking.test.LocalChainResource;
import dev.tidepool.staking.test.StakingApi;
import dev.tidepool.staking.test.Wallet;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Transactions whose time has run out, and those that the chain turns down. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(LocalChainResource.class)
class ExpiryTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final long SOL = 1_000_000_000L;
    private static final int PAST_EXPIRY = 200;

    @Inject
    Clusters clusters;

    private final LocalChain chain = new LocalChain();
    private final StakingApi api = new StakingApi();
    private final Wallet owner = Wallet.create();

    @BeforeEach
    void fund() {
        chain.airdrop(owner.address(), 5 * SOL);
    }

    @AfterEach
    void awaitAYoungBlockhash() {
        chain.awaitYoungBlockhash(clusters.byDefault().chain());
    }

    @Test
    void saysHowManyBlocksAreLeftWithoutAskingTheChainAgain() {
        JsonPath built = build();

        long height =
                chain.call("getBlockHeight", Map.of("commitment", "confirmed")).asLong();
        long left = built.getLong("expiresInBlocks");
        // The height at hand may be a refresh old, and is told a little too high.
        assertThat(built.getLong("lastValidBlockHeight") - left).isBetween(height - 20, height + 20);
        assertThat(api.read(built.getString("id")).getMap("$")).doesNotContainKey("expiresInBlocks");
    }

    @Test
    void refusesASubmitAfterTheLastValidBlockHeight() {
        JsonPath built = build();
        chain.warpSlots(PAST_EXPIRY);

        api.submit(owner.sign(built.getString("transaction")))
                .then()
                .statusCode(409)
                .body("code", equalTo("TRANSACTION_EXPIRED"));
        assertThat(api.state(built.getString("id"))).isEqualTo("expired");
    }

    @Test
    void expiresWhatNobodySubmitted() {
        JsonPath built = build();
        chain.warpSlots(PAST_EXPIRY);

        Eventually.within(
                SOON, () -> assertThat(api.state(built.getString("id"))).isEqualTo("expired"));
    }

    @Test
    void expiresWhatWasSentAndNeverLanded() {
        JsonPath built = build();
        chain.dropTransactions(1000);
        api.submit(owner.sign(built.getString("transaction"))).then().statusCode(202);

        chain.warpSlots(PAST_EXPIRY);

        Eventually.within(
                SOON, () -> assertThat(api.state(built.getString("id"))).isEqualTo("expired"));
    }

    @Test
    void failsWhatTheChainTurnsDownAndDoesNotSendItAgain() {
        JsonPath first = build();
        JsonPath second = build();
        api.submit(owner.sign(first.getString("transaction"))).then().statusCode(202);
        Eventually.within(
                SOON, () -> assertThat(api.state(first.getString("id"))).isIn("confirmed", "finalized"));

        // The first took the money that the second would need.
        String refused = owner.sign(second.getString("transaction"));
        api.submit(refused).then().statusCode(422).body("code", equalTo("TRANSACTION_REJECTED"));
        assertThat(api.read(second.getString("id")).getMap("$"))
                .containsEntry("state", "failed")
                .containsKey("error");
        // Neither to the stand-in nor again; nor when it is submitted once more.
        api.submit(refused).then().statusCode(202).body("state", equalTo("failed"));
        assertThat(chain.sent()).containsOnlyOnce(refused);
    }

    @Test
    void keepsASubmitThatNoEndpointTookAndSendsItLater() {
        JsonPath built = build();
        chain.fault("sendTransaction", "429");
        api.submit(owner.sign(built.getString("transaction")))
                .then()
                .statusCode(202)
                .body("state", equalTo("submitted"));

        chain.clearFaults();

        Eventually.within(
                SOON, () -> assertThat(api.state(built.getString("id"))).isIn("confirmed", "finalized"));
    }

    private JsonPath build() {
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
