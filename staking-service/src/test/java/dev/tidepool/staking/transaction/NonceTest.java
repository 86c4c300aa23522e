package dev.tidepool.staking.transaction;

import static dev.tidepool.staking.test.Steps.SOL;
import static dev.tidepool.staking.test.Steps.fields;
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
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Transactions that live by a nonce, on a real runtime. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(LocalChainResource.class)
class NonceTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @Inject
    Clusters clusters;

    private final LocalChain chain = new LocalChain();
    private final StakingApi api = new StakingApi();
    private final Steps steps = new Steps(api, chain);
    private final Wallet owner = Wallet.create();

    @BeforeEach
    void fund() {
        chain.airdrop(owner.address(), 10 * SOL);
    }

    @AfterEach
    void awaitAYoungBlockhash() {
        chain.awaitYoungBlockhash(clusters.byDefault().chain());
    }

    @Test
    void aTransactionOfANonceLandsFourHundredSlotsLater() {
        PublicKey nonce = createNonce();
        JsonPath built = steps.build("create-and-delegate", delegate(nonce));
        assertThat(built.getMap("$")).doesNotContainKey("lastValidBlockHeight");
        assertThat(built.getString("instructions[0].name")).isEqualTo("advanceNonce");

        chain.warpSlots(400);
        assertThat(api.state(built.getString("id"))).isEqualTo("built");
        steps.land(built, owner);

        assertThat(steps.delegated(PublicKey.parse(built.getString("stakeAccount.address"))))
                .isEqualTo(2 * SOL);
    }

    @Test
    void whatTheChainNoLongerTakesIsRefusedAtTheEnd() {
        PublicKey nonce = createNonce();
        JsonPath built = steps.build("create-and-delegate", delegate(nonce));
        steps.run("advance-nonce", fields("account", nonce, "owner", owner.address()), owner);

        api.submit(owner.sign(built.getString("transaction"))).then().statusCode(202);

        Eventually.within(SOON, () -> {
            chain.warpSlots(20);
            assertThat(api.state(built.getString("id"))).isEqualTo("expired");
        });
        api.submit(owner.sign(built.getString("transaction")))
                .then()
                .statusCode(409)
                .body("code", equalTo("TRANSACTION_EXPIRED"));
    }

    @Test
    void aNonceAccountIsClosedAndItsRentComesBack() {
        Wallet keeper = Wallet.create();
        chain.airdrop(keeper.address(), SOL);
        Wallet key = Wallet.create();
        JsonPath made = steps.run(
                "create-nonce",
                fields("owner", owner.address(), "authority", keeper.address(), "account", key.address()),
                owner,
                key);
        assertThat(chain.balance(key.address())).isEqualTo(Steps.rent(made));
        steps.refuse(
                "close-nonce",
                fields("account", key.address(), "owner", owner.address()),
                "AUTHORITY_MISMATCH",
                "owner");

        long before = chain.balance(keeper.address());
        JsonPath closed =
                steps.run("close-nonce", fields("account", key.address(), "authority", keeper.address()), keeper);

        assertThat(chain.balance(key.address())).isZero();
        assertThat(chain.balance(keeper.address())).isEqualTo(before + Steps.rent(made) - Steps.fee(closed));
        assertThat(closed.getString("nonceAccount.address"))
                .isEqualTo(key.address().toString());
        assertThat(closed.getMap("$")).doesNotContainKey("stakeAccount");
    }

    @Test
    void whatIsNoNonceOfTheSignerIsRefused() {
        steps.refuse("create-and-delegate", delegate(owner.address()), "NONCE_ACCOUNT_NOT_FOUND", "nonceAccount");
        PublicKey nonce = createNonce();
        Map<String, Object> foreign = StakingApi.with(
                delegate(nonce), "nonceAuthority", Wallet.create().address().toString());
        steps.refuse("create-and-delegate", foreign, "AUTHORITY_MISMATCH", "nonceAuthority");
        steps.refuse(
                "advance-nonce",
                fields("account", nonce, "owner", owner.address(), "nonceAccount", nonce),
                "INVALID_FIELD",
                "nonceAccount");
    }

    private PublicKey createNonce() {
        JsonPath made = steps.run("create-nonce", fields("owner", owner.address()), owner);
        return PublicKey.parse(made.getString("nonceAccount.address"));
    }

    private Map<String, Object> delegate(PublicKey nonce) {
        return fields(
                "owner", owner.address(),
                "validator", steps.validator(),
                "lamports", Long.toString(2 * SOL),
                "nonceAccount", nonce);
    }
}
