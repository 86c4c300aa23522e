package dev.tidepool.staking.transaction;

import static dev.tidepool.staking.test.Steps.SOL;
import static dev.tidepool.staking.test.Steps.fields;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.test.Slow;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.staking.solana.PublicKey;
import dev.tidepool.staking.test.LocalChain;
import dev.tidepool.staking.test.LocalChainResource;
import dev.tidepool.staking.test.OperatorProfile;
import dev.tidepool.staking.test.StakingApi;
import dev.tidepool.staking.test.Steps;
import dev.tidepool.staking.test.Wallet;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.Test;

/** The fee of an operator who charges one, to the lamport. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(LocalChainResource.class)
@TestProfile(OperatorProfile.class)
@Slow
class ServiceFeeChainTest {

    private final LocalChain chain = new LocalChain();
    private final StakingApi api = new StakingApi();
    private final Steps steps = new Steps(api, chain);
    private final Wallet owner = Wallet.create();

    @Test
    void goesToTheOperatorWithTheStake() {
        chain.airdrop(owner.address(), 10 * SOL);
        PublicKey operator = PublicKey.parse(OperatorProfile.account());
        long before = chain.balance(operator);

        JsonPath built = steps.run(
                "create-and-delegate",
                fields("owner", owner.address(), "validator", steps.validator(), "lamports", Long.toString(2 * SOL)),
                owner);

        assertThat(built.getString("fees.service")).isEqualTo("2000000");
        assertThat(built.getString("instructions.find { it.accounts.to == '" + operator + "' }.fields.lamports"))
                .isEqualTo("2000000");
        assertThat(chain.balance(operator)).isEqualTo(before + 2_000_000);
        assertThat(chain.balance(owner.address())).isEqualTo(8 * SOL - Long.parseLong(built.getString("fees.total")));
        assertThat(api.read(built.getString("id")).getString("fees.service")).isEqualTo("2000000");
    }

    @Test
    void isRefusedAboveTheLimitOfTheOperator() {
        long most = 1_000 * SOL;
        chain.airdrop(owner.address(), most + 10 * SOL);

        steps.refuse(
                "create-and-delegate",
                fields(
                        "owner",
                        owner.address(),
                        "validator",
                        steps.validator(),
                        "lamports",
                        Long.toString(most + 1_000)),
                "SERVICE_FEE_TOO_HIGH",
                "lamports");
    }
}
