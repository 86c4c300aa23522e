package dev.tidepool.staking.transaction;

import static dev.tidepool.staking.test.Steps.SOL;
import static dev.tidepool.staking.test.Steps.fields;
import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What one does with stake after it was made, on a real runtime, to the lamport. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(LocalChainResource.class)
@Slow
class StakeLifecycleTest {

    private static final long STAKE = 4 * SOL + 7;

    private final LocalChain chain = new LocalChain();
    private final StakingApi api = new StakingApi();
    private final Steps steps = new Steps(api, chain);
    private final Wallet owner = Wallet.create();

    @BeforeEach
    void fund() {
        chain.airdrop(owner.address(), 20 * SOL);
    }

    @Test
    void deactivatesAndWithdrawsAllInTheEpochOfTheStake() {
        PublicKey stake = steps.stake(owner, STAKE);
        steps.refuse("withdraw", onAll(stake), "INSUFFICIENT_STAKE", "lamports");
        JsonPath deactivated = steps.run("deactivate", on(stake), owner);
        long before = chain.balance(owner.address());
        long held = chain.balance(stake);

        JsonPath withdrawn = steps.run("withdraw", onAll(stake), owner);

        assertThat(chain.balance(owner.address())).isEqualTo(before + held - Steps.fee(withdrawn));
        assertThat(chain.balance(stake)).isZero();
        assertThat(withdrawn.getList("warnings.code")).containsExactly("CLOSES_ACCOUNT");
        assertThat(deactivated.getString("kind")).isEqualTo("deactivate");
        assertThat(deactivated.getString("stakeAccount.address")).isEqualTo(stake.toString());
        assertThat(deactivated.getList("instructions.name")).contains("deactivate");
        assertThat(Steps.rent(deactivated)).isZero();
    }

    @Test
    void coolsDownForAnEpochThenGivesAPartToAnotherWalletAndIsDelegatedAnew() {
        PublicKey stake = steps.stake(owner, STAKE);
        PublicKey recipient = Wallet.create().address();
        steps.nextEpoch(owner);
        steps.refuse("delegate", withValidator(stake), "STAKE_STATE_CONFLICT", "stakeAccount");
        steps.run("deactivate", on(stake), owner);
        steps.refuse("deactivate", on(stake), "STAKE_STATE_CONFLICT", "stakeAccount");
        steps.refuse("withdraw", onAll(stake), "INSUFFICIENT_STAKE", "lamports");
        steps.nextEpoch(owner);

        long held = chain.balance(stake);
        long tooMuch = held - 1;
        steps.refuse("withdraw", with(stake, tooMuch), "REMAINDER_BELOW_RENT", "lamports");
        steps.refuse(
                "withdraw",
                StakingApi.with(with(stake, 890_879), "recipient", recipient.toString()),
                "REMAINDER_BELOW_RENT",
                "recipient");
        steps.run("withdraw", StakingApi.with(with(stake, SOL), "recipient", recipient.toString()), owner);
        assertThat(chain.balance(recipient)).isEqualTo(SOL);
        assertThat(chain.balance(stake)).isEqualTo(held - SOL);

        steps.run("delegate", withValidator(stake), owner);
        assertThat(steps.delegated(stake)).isEqualTo(STAKE - SOL);
    }

    @Test
    void takesADeactivationBackInItsEpoch() {
        PublicKey stake = steps.stake(owner, STAKE);
        steps.nextEpoch(owner);
        steps.run("deactivate", on(stake), owner);
        PublicKey other = chain.votes().get(1);
        steps.refuse(
                "delegate",
                StakingApi.with(on(stake), "validator", other.toString()),
                "STAKE_STATE_CONFLICT",
                "stakeAccount");

        steps.run("delegate", withValidator(stake), owner);

        assertThat(steps.account(stake).delegation().orElseThrow().isDeactivated())
                .isFalse();
    }

    @Test
    void splitsIntoTwoStakesAndMergesThemAgain() {
        PublicKey stake = steps.stake(owner, STAKE);
        steps.nextEpoch(owner);
        long held = chain.balance(stake);
        long before = chain.balance(owner.address());
        long most = STAKE - SOL;
        steps.refuse("split", with(stake, most + 1), "AMOUNT_BELOW_MINIMUM", "lamports");
        steps.refuse("split", with(stake, SOL - 1), "AMOUNT_BELOW_MINIMUM", "lamports");

        JsonPath split = steps.run("split", with(stake, most), owner);

        PublicKey part = PublicKey.parse(split.getString("stakeAccount.address"));
        assertThat(steps.delegated(stake)).isEqualTo(SOL);
        assertThat(chain.balance(stake)).isEqualTo(held - most);
        assertThat(steps.delegated(part)).isEqualTo(most);
        assertThat(chain.balance(part)).isEqualTo(most + Steps.rent(split));
        assertThat(chain.balance(owner.address())).isEqualTo(before - Steps.fee(split) - Steps.rent(split));

        steps.refuse("merge", StakingApi.with(on(stake), "source", stake.toString()), "INVALID_FIELD", "source");
        steps.run("merge", StakingApi.with(on(stake), "source", part.toString()), owner);
        assertThat(chain.balance(part)).isZero();
        assertThat(chain.balance(stake)).isEqualTo(held + Steps.rent(split));
    }

    @Test
    void splitsAllOfItIntoTheAccountOfANewKey() {
        PublicKey stake = steps.stake(owner, STAKE);
        long held = chain.balance(stake);
        Wallet key = Wallet.create();

        JsonPath split = steps.run(
                "split",
                StakingApi.with(with(stake, held), "destination", key.address().toString()),
                owner,
                key);

        assertThat(chain.balance(stake)).isZero();
        assertThat(chain.balance(key.address())).isEqualTo(held + Steps.rent(split));
        assertThat(split.getList("warnings.code")).containsExactly("CLOSES_ACCOUNT");
        assertThat(split.getMap("stakeAccount")).doesNotContainKey("seed");
    }

    @Test
    void doesNotMergeWhatDoesNotGoTogether() {
        PublicKey active = steps.stake(owner, STAKE);
        steps.nextEpoch(owner);
        PublicKey young = steps.stake(owner, 2 * SOL);
        steps.refuse(
                "merge", StakingApi.with(on(active), "source", young.toString()), "STAKE_STATE_CONFLICT", "source");
        Wallet other = Wallet.create();
        chain.airdrop(other.address(), 5 * SOL);
        PublicKey foreign = steps.stake(other, 2 * SOL);
        steps.refuse("merge", StakingApi.with(on(young), "source", foreign.toString()), "ACCOUNTS_DIFFER", "source");
        steps.refuse(
                "merge",
                StakingApi.with(on(young), "source", owner.address().toString()),
                "STAKE_ACCOUNT_NOT_FOUND",
                "source");
    }

    @Test
    void movesActiveStakeAndFreeLamportsBetweenAccounts() {
        PublicKey gives = steps.stake(owner, STAKE);
        PublicKey takes = steps.stake(owner, 2 * SOL);
        steps.refuse("move-stake", to(takes, with(gives, SOL)), "STAKE_STATE_CONFLICT", "stakeAccount");
        steps.nextEpoch(owner);
        steps.refuse("move-stake", to(takes, with(gives, STAKE - SOL + 1)), "AMOUNT_BELOW_MINIMUM", "lamports");
        long held = chain.balance(takes);

        steps.run("move-stake", to(takes, with(gives, SOL + 3)), owner);

        assertThat(steps.delegated(gives)).isEqualTo(STAKE - SOL - 3);
        assertThat(steps.delegated(takes)).isEqualTo(3 * SOL + 3);
        assertThat(chain.balance(takes)).isEqualTo(held + SOL + 3);

        steps.refuse("move-lamports", to(takes, with(gives, 1)), "INSUFFICIENT_STAKE", "lamports");
        chain.airdrop(gives, 5_000_000);
        steps.run("move-lamports", to(takes, with(gives, 4_999_999)), owner);
        assertThat(chain.balance(takes)).isEqualTo(held + SOL + 3 + 4_999_999);
        steps.refuse("move-lamports", to(takes, with(gives, 2)), "INSUFFICIENT_STAKE", "lamports");
    }

    @Test
    void movesAllOfAStakeIntoAnInactiveAccount() {
        PublicKey gives = steps.stake(owner, STAKE);
        PublicKey takes = steps.stake(owner, 2 * SOL);
        steps.run("deactivate", on(takes), owner);
        steps.nextEpoch(owner);

        steps.run("move-stake", to(takes, with(gives, STAKE)), owner);

        assertThat(steps.delegated(takes)).isEqualTo(STAKE);
        assertThat(steps.account(gives).delegation()).isEmpty();
    }

    private Map<String, Object> on(PublicKey stake) {
        return fields("stakeAccount", stake, "owner", owner.address());
    }

    private Map<String, Object> onAll(PublicKey stake) {
        return StakingApi.with(on(stake), "lamports", "all");
    }

    private Map<String, Object> with(PublicKey stake, long lamports) {
        return StakingApi.with(on(stake), "lamports", Long.toString(lamports));
    }

    private Map<String, Object> withValidator(PublicKey stake) {
        return StakingApi.with(on(stake), "validator", steps.validator().toString());
    }

    private static Map<String, Object> to(PublicKey destination, Map<String, Object> body) {
        return StakingApi.with(body, "destination", destination.toString());
    }
}
