package dev.tidepool.staking.transaction;

import static dev.tidepool.staking.test.Steps.SOL;
import static dev.tidepool.staking.test.Steps.fields;
import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be left in a wallet that pays: nothing, or the rent of an empty account; on a real runtime. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(LocalChainResource.class)
class LeftoverTest {

    private final LocalChain chain = new LocalChain();
    private final StakingApi api = new StakingApi();
    private final Steps steps = new Steps(api, chain);
    private final Wallet owner = Wallet.create();

    @BeforeEach
    void fund() {
        chain.airdrop(owner.address(), 3 * SOL);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 890_880})
    void leavesNothingOrTheRent(long left) {
        JsonPath built = steps.run("create-and-delegate", leaving(left), owner);

        assertThat(chain.balance(owner.address())).isEqualTo(left);
        assertThat(steps.delegated(PublicKey.parse(built.getString("stakeAccount.address"))))
                .isEqualTo(3 * SOL - left - Long.parseLong(built.getString("fees.total")));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 890_879})
    void refusesToLeaveLess(long left) {
        steps.refuse("create-and-delegate", leaving(left), "REMAINDER_BELOW_RENT", "lamports");
    }

    @Test
    void refusesAFeeThatLeavesItsPayerLess() {
        PublicKey stake = steps.stake(owner, SOL);
        Wallet sponsor = Wallet.create();
        chain.airdrop(sponsor.address(), 900_000);
        Map<String, Object> order =
                fields("stakeAccount", stake, "owner", owner.address(), "feePayer", sponsor.address());

        steps.refuse("deactivate", order, "REMAINDER_BELOW_RENT", "feePayer");

        chain.airdrop(sponsor.address(), 880);
        JsonPath built = steps.run("deactivate", order, owner, sponsor);
        assertThat(chain.balance(sponsor.address())).isEqualTo(900_880 - Steps.fee(built));
    }

    private Map<String, Object> leaving(long left) {
        long costs =
                Long.parseLong(steps.build("create-and-delegate", staking(SOL)).getString("fees.total"));
        return staking(3 * SOL - costs - left);
    }

    private Map<String, Object> staking(long lamports) {
        return fields("owner", owner.address(), "validator", steps.validator(), "lamports", Long.toString(lamports));
    }
}
