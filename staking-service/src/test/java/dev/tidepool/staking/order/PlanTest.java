package dev.tidepool.staking.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidepool.staking.chain.Account;
import dev.tidepool.staking.chain.ChainTime;
import dev.tidepool.staking.chain.VoteAccount;
import dev.tidepool.staking.solana.Bytes;
import dev.tidepool.staking.solana.Clock;
import dev.tidepool.staking.solana.Lamports;
import dev.tidepool.staking.solana.PublicKey;
import dev.tidepool.staking.solana.StakeHistory;
import dev.tidepool.staking.solana.SystemProgram;
import dev.tidepool.staking.test.Wallet;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlanTest {

    private static final Lamports RENT = Lamports.of(2_282_880);
    private static final Lamports WALLET_RENT = Lamports.of(890_880);
    private static final Lamports MINIMUM = Lamports.of(1_000_000_000);
    private static final Lamports FEE = Lamports.of(5_000);
    private static final int MARGIN = 50;

    private final PublicKey owner = Wallet.create().address();
    private final PublicKey vote = Wallet.create().address();

    @Test
    void givesTheSameBytesForTheSameFactsAndSeed() {
        Facts facts = facts(validator(5, false), Lamports.of(5_000_000_000L));

        assertThat(plan(MINIMUM, facts, "seed").transaction().encode())
                .isEqualTo(plan(MINIMUM, facts, "seed").transaction().encode())
                .isNotEqualTo(plan(MINIMUM, facts, "other").transaction().encode());
    }

    @Test
    void takesTheWholeBalanceToTheLastLamport() {
        Lamports exact = MINIMUM.plus(RENT).plus(FEE);

        assertThat(plan(MINIMUM, facts(validator(5, false), exact), "seed")
                        .fees()
                        .total())
                .isEqualTo(RENT.plus(FEE));
        assertThatThrownBy(() -> plan(MINIMUM, facts(validator(5, false), exact.minus(Lamports.of(1))), "seed"))
                .hasMessageContaining("INSUFFICIENT_FUNDS");
    }

    @Test
    void leavesTheWalletItsRentOrNothing() {
        Lamports exact = MINIMUM.plus(RENT).plus(FEE);
        Lamports shortOfRent = exact.plus(WALLET_RENT).minus(Lamports.of(1));

        assertThatThrownBy(() -> plan(MINIMUM, facts(validator(5, false), shortOfRent), "seed"))
                .hasMessageContaining("REMAINDER_BELOW_RENT");
        assertThat(plan(MINIMUM, facts(validator(5, false), exact.plus(WALLET_RENT)), "seed"))
                .isNotNull();
    }

    @Test
    void doesNotOverflowOnAnAbsurdAmount() {
        assertThatThrownBy(() -> plan(Lamports.MAX, facts(validator(5, false), MINIMUM), "seed"))
                .hasMessageContaining("INSUFFICIENT_FUNDS");
    }

    @Test
    void warnsWhenTheValidatorEarnsTheOwnerNothing() {
        Facts facts = facts(validator(100, true), Lamports.of(5_000_000_000L));

        assertThat(plan(MINIMUM, facts, "seed").draft().warnings())
                .containsExactly(Warning.VALIDATOR_DELINQUENT, Warning.FULL_COMMISSION);
        assertThat(plan(MINIMUM, facts(validator(99, false), Lamports.of(5_000_000_000L)), "seed")
                        .draft()
                        .warnings())
                .isEmpty();
    }

    private Plan plan(Lamports lamports, Facts facts, String seed) {
        OrderRequest request = OrderRequest.read(
                OrderKind.CREATE_AND_DELEGATE,
                Map.of(
                        "owner", owner.toString(),
                        "validator", vote.toString(),
                        "lamports", lamports.toString(),
                        "version", "0"));
        return Plan.of(
                request, facts, new Lifetime.Recent(vote, 1150), () -> seed, new Tariff(MARGIN, Optional.empty()));
    }

    private VoteAccount validator(int commission, boolean delinquent) {
        return new VoteAccount(vote, vote, commission, Lamports.ZERO, delinquent);
    }

    private Facts facts(VoteAccount validator, Lamports balance) {
        Account wallet = new Account(owner, SystemProgram.ID, balance, Bytes.of(new byte[0]));
        return new Facts(
                new ChainTime(new Clock(2000, 0, 4, 0), new StakeHistory(Map.of())),
                new Facts.Rents(RENT, RENT, WALLET_RENT),
                MINIMUM,
                Map.of(vote, validator),
                Map.of(owner, wallet));
    }
}
