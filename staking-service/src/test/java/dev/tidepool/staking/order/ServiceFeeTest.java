package dev.tidepool.staking.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.staking.solana.DecodedInstruction;
import dev.tidepool.staking.solana.Lamports;
import dev.tidepool.staking.solana.PublicKey;
import dev.tidepool.staking.test.Wallet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceFeeTest {

    private static final long SOL = StandIn.SOL;

    private final StandIn chain = new StandIn();
    private final PublicKey operator = Wallet.create().address();

    @Test
    void isATransferMoreOfWhatIsStakedWithoutItsRent() {
        Plan plan = stake(fee(10, SOL), 2 * SOL + 999);

        assertThat(plan.fees().service()).isEqualTo(Lamports.of(2_000_000));
        assertThat(plan.fees().total()).isEqualTo(Lamports.of(5_000 + 2_000_000).plus(StandIn.RENT));
        assertThat(transfersTo(operator, plan)).containsExactly("2000000");
    }

    @Test
    void isNothingUnlessTheOperatorCharges() {
        Plan plan = chain.plan("create-and-delegate", "validator", chain.vote, "lamports", Long.toString(2 * SOL));

        assertThat(plan.fees().service()).isEqualTo(Lamports.ZERO);
        assertThat(plan.fees().total()).isEqualTo(Lamports.of(5_000).plus(StandIn.RENT));
    }

    @Test
    void isNotChargedForWhatPutsNothingIntoStake() {
        PublicKey active = chain.active(5 * SOL);
        PublicKey inactive = chain.inactive(3 * SOL);
        Optional<ServiceFee> fee = fee(100, SOL);

        assertThat(List.of(
                        chain.plan(fee, "deactivate", "stakeAccount", active),
                        chain.plan(fee, "delegate", "stakeAccount", inactive, "validator", chain.vote),
                        chain.plan(fee, "withdraw", "stakeAccount", inactive, "lamports", "all"),
                        chain.plan(fee, "split", "stakeAccount", active, "lamports", Long.toString(2 * SOL)),
                        chain.plan(fee, "create-nonce")))
                .extracting(plan -> plan.fees().service())
                .containsOnly(Lamports.ZERO);
    }

    @Test
    void isNotChargedForWhatAStakePoolGets() {
        chain.openPool();

        Plan plan = chain.plan(fee(100, SOL), "liquid-stake", "lamports", Long.toString(2 * SOL));

        assertThat(plan.fees().service()).isEqualTo(Lamports.ZERO);
        assertThat(transfersTo(operator, plan)).isEmpty();
        assertThat(DecodedInstruction.of(plan.transaction().message()))
                .extracting(DecodedInstruction::name)
                .contains("depositSol");
    }

    @Test
    void isChargedForEachStakeOfABatch() {
        Map<String, Object> operation = Map.of(
                "kind", "create-and-delegate",
                "owner", chain.owner.toString(),
                "stakeAccount", Wallet.create().address().toString(),
                "validator", chain.vote.toString(),
                "lamports", Long.toString(2 * SOL));

        Plan plan = chain.plan(fee(100, SOL), "batch", "operations", List.of(operation));

        assertThat(transfersTo(operator, plan)).containsExactly("20000000");
    }

    @Test
    void isRefusedAboveItsLimit() {
        stake(fee(100, 20_000_000), 2 * SOL);

        Problem refused = catchThrowableOfType(Problem.class, () -> stake(fee(100, 20_000_000), 2 * SOL + 100));

        assertThat(refused.code()).isEqualTo(OrderError.SERVICE_FEE_TOO_HIGH);
        assertThat(refused.members())
                .containsEntry("field", "lamports")
                .containsEntry("serviceFee", "20000001")
                .containsEntry("maximum", "20000000");
    }

    @Test
    void isPartOfWhatTheWalletMustHold() {
        long all = 100 * SOL - 5_000 - StandIn.RENT.bits();

        Problem refused = catchThrowableOfType(Problem.class, () -> stake(fee(10, SOL), all));

        assertThat(refused.code()).isEqualTo(OrderError.INSUFFICIENT_FUNDS);
    }

    @Test
    void mustNotLeaveTheOperatorBelowItsRent() {
        Problem refused = catchThrowableOfType(Problem.class, () -> stake(fee(1, SOL), 2 * SOL));

        assertThat(refused.code()).isEqualTo(OrderError.REMAINDER_BELOW_RENT);
        assertThat(refused.detail()).contains(operator.toString());
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1001})
    void isBetweenOneAndAThousandBasisPoints(int basisPoints) {
        assertThatIllegalArgumentException().isThrownBy(() -> fee(basisPoints, SOL));
    }

    private Plan stake(Optional<ServiceFee> fee, long lamports) {
        return chain.plan(fee, "create-and-delegate", "validator", chain.vote, "lamports", Long.toString(lamports));
    }

    private Optional<ServiceFee> fee(int basisPoints, long most) {
        return Optional.of(new ServiceFee(basisPoints, operator, Lamports.of(most)));
    }

    private static List<String> transfersTo(PublicKey wallet, Plan plan) {
        return DecodedInstruction.of(plan.transaction().message()).stream()
                .filter(instruction -> instruction.accounts().containsValue(wallet.toString()))
                .filter(instruction -> instruction.name().equals("transfer"))
                .map(instruction -> instruction.fields().get("lamports"))
                .toList();
    }
}
