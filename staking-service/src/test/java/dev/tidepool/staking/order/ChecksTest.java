package dev.tidepool.staking.order;

import static dev.tidepool.staking.order.StandIn.SOL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.staking.solana.PublicKey;
import dev.tidepool.staking.test.Wallet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The Stake program's rules, as they are checked before anything is built. */
class ChecksTest {

    private final StandIn chain = new StandIn();

    @Test
    void mergesWhatTheProgramMerges() {
        PublicKey active = chain.active(2 * SOL);
        PublicKey young = chain.activating(2 * SOL);
        PublicKey idle = chain.inactive(2 * SOL);
        for (List<PublicKey> pair : List.of(
                List.of(active, chain.active(SOL)),
                List.of(young, chain.activating(SOL)),
                List.of(young, idle),
                List.of(idle, chain.inactive(SOL)))) {
            assertThat(chain.plan("merge", "stakeAccount", pair.getFirst(), "source", pair.getLast()))
                    .isNotNull();
        }
        for (List<PublicKey> pair : List.of(
                List.of(active, idle),
                List.of(idle, active),
                List.of(idle, young),
                List.of(active, young),
                List.of(active, chain.deactivating(SOL)),
                List.of(chain.deactivating(SOL), idle))) {
            assertThat(refusal("merge", "stakeAccount", pair.getFirst(), "source", pair.getLast()))
                    .isEqualTo("STAKE_STATE_CONFLICT");
        }
        assertThat(refusal("merge", "stakeAccount", active, "source", chain.activeElsewhere(SOL)))
                .isEqualTo("ACCOUNTS_DIFFER");
    }

    @Test
    void movesOnlyWhatIsWhollyActive() {
        PublicKey active = chain.active(3 * SOL);
        String amount = Long.toString(SOL);
        assertThat(chain.plan(
                        "move-stake", "stakeAccount", active, "destination", chain.inactive(SOL), "lamports", amount))
                .isNotNull();
        for (PublicKey gives :
                List.of(chain.activating(3 * SOL), chain.deactivating(3 * SOL), chain.inactive(3 * SOL))) {
            assertThat(refusal("move-stake", "stakeAccount", gives, "destination", active, "lamports", amount))
                    .isEqualTo("STAKE_STATE_CONFLICT");
        }
        assertThat(refusal(
                        "move-stake", "stakeAccount", active, "destination", chain.activating(SOL), "lamports", amount))
                .isEqualTo("STAKE_STATE_CONFLICT");
        assertThat(refusal(
                        "move-stake",
                        "stakeAccount",
                        active,
                        "destination",
                        chain.activeElsewhere(SOL),
                        "lamports",
                        amount))
                .isEqualTo("ACCOUNTS_DIFFER");
        assertThat(refusal("move-stake", "stakeAccount", active, "destination", active, "lamports", amount))
                .isEqualTo("INVALID_FIELD");
    }

    @Test
    void aLockupBindsUntilItsEpochAndItsCustodianAlways() {
        PublicKey custodian = Wallet.create().address();
        PublicKey locked = chain.locked(2 * SOL, custodian);
        assertThat(refusal("withdraw", "stakeAccount", locked, "lamports", "all"))
                .isEqualTo("LOCKUP_IN_FORCE");
        // What the lockup holds is left out of a claim.
        assertThat(refusal("claim")).isEqualTo("INSUFFICIENT_STAKE");
        assertThat(refusal("merge", "stakeAccount", chain.inactive(SOL), "source", locked))
                .isEqualTo("ACCOUNTS_DIFFER");

        Plan plan = chain.plan("withdraw", "stakeAccount", locked, "lamports", "all", "custodian", custodian);

        assertThat(plan.transaction().message().requiredSigners()).contains(custodian);
    }

    @Test
    void takesTheLastLamportAndNoneBeyond() {
        PublicKey idle = chain.inactive(2 * SOL);
        long all = 2 * SOL + StandIn.RENT.bits();
        assertThat(chain.plan("withdraw", "stakeAccount", idle, "lamports", Long.toString(all))
                        .draft()
                        .warnings())
                .containsExactly(Warning.CLOSES_ACCOUNT);
        assertThat(chain.plan("withdraw", "stakeAccount", idle, "lamports", Long.toString(2 * SOL))
                        .draft()
                        .warnings())
                .isEmpty();
        assertThat(refusal("withdraw", "stakeAccount", idle, "lamports", Long.toString(2 * SOL + 1)))
                .isEqualTo("REMAINDER_BELOW_RENT");
        for (String amount : List.of(Long.toString(all + 1), "18446744073709551615", "0")) {
            assertThat(refusal("withdraw", "stakeAccount", idle, "lamports", amount))
                    .isEqualTo("INSUFFICIENT_STAKE");
        }
    }

    @Test
    void holdsNoMoreThanATransactionDoes() {
        List<Map<String, String>> operations = new ArrayList<>();
        for (int count = 0; count < 18; count++) {
            operations.add(Map.of(
                    "kind", "deactivate",
                    "owner", chain.owner.toString(),
                    "stakeAccount", chain.active(SOL).toString()));
        }
        assertThat(chain.plan("batch", "operations", operations)
                        .transaction()
                        .encode()
                        .length())
                .isLessThanOrEqualTo(1232);

        for (int count = 0; count < 5; count++) {
            operations.add(Map.of(
                    "kind",
                    "withdraw",
                    "owner",
                    chain.owner.toString(),
                    "lamports",
                    "all",
                    "stakeAccount",
                    chain.inactive(SOL).toString()));
        }
        assertThat(refusal("batch", "operations", operations)).isEqualTo("TRANSACTION_TOO_LARGE");
    }

    @Test
    void unstakesTheFewestThatComeToTheAmount() {
        PublicKey exact = chain.active(2 * SOL);
        PublicKey young = chain.activating(SOL);
        chain.active(5 * SOL);

        assertThat(targets("2000000000")).containsExactly(exact);
        assertThat(targets("3000000000")).containsExactlyInAnyOrder(young, exact);
        assertThat(targets("all")).hasSize(3).startsWith(young);
        assertThat(refusal("unstake", "lamports", "8000000001")).isEqualTo("INSUFFICIENT_STAKE");
    }

    private List<PublicKey> targets(String lamports) {
        return chain.plan("unstake", "lamports", lamports).draft().targets().stream()
                .map(Target::address)
                .toList();
    }

    private String refusal(String kind, Object... namesAndValues) {
        Problem refused = catchThrowableOfType(Problem.class, () -> chain.plan(kind, namesAndValues));
        return refused.code().name();
    }
}
