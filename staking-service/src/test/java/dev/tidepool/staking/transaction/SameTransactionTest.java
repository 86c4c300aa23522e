package dev.tidepool.staking.transaction;

import static dev.tidepool.staking.test.Steps.SOL;
import static dev.tidepool.staking.test.Steps.fields;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.Slow;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.staking.solana.PublicKey;
import dev.tidepool.staking.test.LocalChain;
import dev.tidepool.staking.test.LocalChainResource;
import dev.tidepool.staking.test.StakingApi;
import dev.tidepool.staking.test.Steps;
import dev.tidepool.staking.test.Wallet;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Equal orders under one blockhash, or one nonce, are one transaction to the chain. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(LocalChainResource.class)
@Slow
class SameTransactionTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final LocalChain chain = new LocalChain();
    private final StakingApi api = new StakingApi();
    private final Steps steps = new Steps(api, chain);
    private final Wallet owner = Wallet.create();

    @AfterEach
    void takeTransactionsAgain() {
        chain.dropTransactions(0);
    }

    @Test
    void isBuiltOnceForAnOrganizationAndSubmittedOnceByEach() {
        chain.airdrop(owner.address(), 10 * SOL);
        PublicKey stake = steps.stake(owner, 2 * SOL);
        String nonce = steps.run("create-nonce", fields("owner", owner.address()), owner)
                .getString("nonceAccount.address");
        Map<String, Object> order = fields("owner", owner.address(), "stakeAccount", stake, "nonceAccount", nonce);
        StakingApi stranger = new StakingApi();

        JsonPath built = steps.build("deactivate", order);
        JsonPath again = steps.build("deactivate", order);
        JsonPath theirs = new Steps(stranger, chain).build("deactivate", order);

        assertThat(again.getString("id")).isEqualTo(built.getString("id"));
        assertThat(theirs.getString("messageHash")).isEqualTo(built.getString("messageHash"));
        assertThat(theirs.getString("id")).isNotEqualTo(built.getString("id"));

        chain.dropTransactions(1000);
        String signed = owner.sign(built.getString("transaction"));
        api.submit(signed).then().statusCode(202).body("id", equalTo(built.getString("id")));
        stranger.submit(signed).then().statusCode(202).body("id", equalTo(theirs.getString("id")));
        api.build("deactivate", order)
                .then()
                .statusCode(409)
                .body("code", equalTo("SAME_TRANSACTION"))
                .body("id", equalTo(built.getString("id")));

        chain.dropTransactions(0);
        Eventually.within(SOON, () -> {
            assertThat(api.state(built.getString("id"))).isEqualTo("finalized");
            assertThat(stranger.state(theirs.getString("id"))).isEqualTo("finalized");
        });
    }
}
