package dev.tidepool.staking.transaction;

import static dev.tidepool.staking.test.Steps.SOL;
import static dev.tidepool.staking.test.Steps.fields;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Orders that say how much and leave the accounts to the service, and several orders at once, on a real runtime. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(LocalChainResource.class)
class ByAmountTest {

    private final LocalChain chain = new LocalChain();
    private final StakingApi api = new StakingApi();
    private final Steps steps = new Steps(api, chain);
    private final Wallet owner = Wallet.create();

    @BeforeEach
    void fund() {
        chain.airdrop(owner.address(), 30 * SOL);
    }

    @Test
    void stakesIntoANewAccountAndOnceItIsIdleIntoTheSame() {
        JsonPath first = steps.run("stake", stake("2.5"), owner);
        PublicKey stake = PublicKey.parse(first.getString("stakeAccount.address"));
        assertThat(steps.delegated(stake)).isEqualTo(2_500_000_000L);
        assertThat(first.getString("explanation[0]")).contains("new one");
        steps.run("unstake", all(), owner);

        JsonPath second = steps.run("stake", stake("2.5"), owner);

        assertThat(second.getString("stakeAccount.address")).isEqualTo(stake.toString());
        assertThat(second.getString("explanation[0]")).contains(stake.toString(), "delegated again");
        assertThat(Steps.rent(second)).isZero();
        assertThat(deactivated(stake)).isFalse();
    }

    @Test
    void unstakesWholeAccountsAndSplitsTheRestOff() {
        PublicKey large = steps.stake(owner, 5 * SOL);
        PublicKey small = steps.stake(owner, 3 * SOL);
        steps.nextEpoch(owner);

        steps.refuse("unstake", amount(5 * SOL + 1), "AMOUNT_BELOW_MINIMUM", "lamports");
        steps.refuse("unstake", amount(8 * SOL + 1), "INSUFFICIENT_STAKE", "lamports");
        JsonPath exact = steps.build("unstake", amount(3 * SOL));
        assertThat(exact.getString("stakeAccount.address")).isEqualTo(small.toString());

        JsonPath part = steps.run("unstake", amount(6 * SOL + 500_000_000L), owner);

        assertThat(deactivated(large)).isTrue();
        assertThat(deactivated(small)).isFalse();
        assertThat(steps.delegated(small)).isEqualTo(1_500_000_000L);
        PublicKey made = PublicKey.parse(part.getString("instructions.find { it.name == 'split' }.accounts.into"));
        assertThat(deactivated(made)).isTrue();
        assertThat(steps.delegated(made)).isEqualTo(1_500_000_000L);
        assertThat(part.<String>getList("explanation")).hasSize(2);
        assertThat(part.getString("explanation[1]")).contains(small.toString(), "split off");
    }

    @Test
    void claimsAllThatIsFreeAndLeavesWhatIsStaked() {
        PublicKey idle = steps.stake(owner, 2 * SOL);
        PublicKey other = steps.stake(owner, 3 * SOL);
        PublicKey active = steps.stake(owner, 4 * SOL);
        steps.refuse("claim", fields("owner", owner.address()), "INSUFFICIENT_STAKE", "owner");
        steps.run("deactivate", fields("stakeAccount", idle, "owner", owner.address()), owner);
        steps.run("deactivate", fields("stakeAccount", other, "owner", owner.address()), owner);
        chain.airdrop(active, 77_777);
        long held = chain.balance(active);
        long free = chain.balance(idle) + chain.balance(other) + 77_777;
        long before = chain.balance(owner.address());

        JsonPath claimed = steps.run("claim", fields("owner", owner.address()), owner);

        assertThat(chain.balance(owner.address())).isEqualTo(before + free - Steps.fee(claimed));
        assertThat(chain.balance(idle)).isZero();
        assertThat(chain.balance(other)).isZero();
        assertThat(chain.balance(active)).isEqualTo(held - 77_777);
        assertThat(claimed.<String>getList("explanation")).hasSize(3);
        assertThat(claimed.getMap("$")).doesNotContainKey("stakeAccount");
    }

    @Test
    void aBatchDoesAllOfItInOneTransaction() {
        PublicKey one = steps.stake(owner, 2 * SOL);
        PublicKey two = steps.stake(owner, 3 * SOL);
        Wallet next = Wallet.create();

        JsonPath batch = steps.run(
                "batch",
                fields(
                        "operations",
                        List.of(
                                operation("deactivate", one),
                                StakingApi.with(
                                        StakingApi.with(operation("authorize", two), "power", "withdrawer"),
                                        "newAuthority",
                                        next.address().toString())),
                        "memo",
                        "two at once"),
                owner);

        assertThat(deactivated(one)).isTrue();
        assertThat(steps.account(two).meta().orElseThrow().withdrawer()).isEqualTo(next.address());
        assertThat(batch.<String>getList("instructions.name")).contains("deactivate", "authorize");
    }

    @Test
    void aBatchSaysWhichOperationIsWrong() {
        PublicKey one = steps.stake(owner, 2 * SOL);
        Map<String, Object> good = operation("deactivate", one);

        api.build("batch", fields("operations", List.of(good, operation("deactivate", owner.address()))))
                .then()
                .statusCode(422)
                .body("code", equalTo("STAKE_ACCOUNT_NOT_FOUND"))
                .body("operation", equalTo(1));
        api.build("batch", fields("operations", List.of(good, good)))
                .then()
                .statusCode(422)
                .body("code", equalTo("STAKE_STATE_CONFLICT"))
                .body("operation", equalTo(1));
        api.build("batch", fields("operations", List.of(fields("kind", "claim", "owner", owner.address()))))
                .then()
                .statusCode(400)
                .body("field", equalTo("kind"))
                .body("operation", equalTo(0));
        steps.refuse("batch", fields("operations", List.of()), "INVALID_FIELD", "operations");
        steps.refuse("batch", fields("operations", List.of("deactivate")), "INVALID_FIELD", "operations");
    }

    private Map<String, Object> operation(String kind, PublicKey stake) {
        return fields("kind", kind, "stakeAccount", stake, "owner", owner.address());
    }

    private Map<String, Object> stake(String sol) {
        return fields("owner", owner.address(), "validator", steps.validator(), "sol", sol);
    }

    private Map<String, Object> amount(long lamports) {
        return fields("owner", owner.address(), "lamports", Long.toString(lamports));
    }

    private Map<String, Object> all() {
        return fields("owner", owner.address(), "lamports", "all");
    }

    private boolean deactivated(PublicKey stake) {
        return steps.account(stake).delegation().orElseThrow().isDeactivated();
    }
}
