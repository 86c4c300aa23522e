package dev.tidepool.staking.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidepool.staking.chain.Blockhash;
import dev.tidepool.staking.chain.VoteAccount;
import dev.tidepool.staking.solana.Lamports;
import dev.tidepool.staking.solana.MessageVersion;
import dev.tidepool.staking.solana.PublicKey;
import dev.tidepool.staking.test.Wallet;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StakePlanTest {

    private static final Lamports RENT = Lamports.of(2_282_880);
    private static final Lamports WALLET_RENT = Lamports.of(890_880);
    private static final Lamports MINIMUM = Lamports.of(1_000_000_000);
    private static final Lamports FEE = Lamports.of(5_000);
    private static final int UNITS = 30_000;

    private final PublicKey owner = Wallet.create().address();
    private final PublicKey vote = Wallet.create().address();

    @Test
    void givesTheSameBytesForTheSameFactsAndSeed() {
        ChainFacts facts = facts(validator(5, false), Lamports.of(5_000_000_000L));

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
        ChainFacts facts = facts(validator(100, true), Lamports.of(5_000_000_000L));

        assertThat(plan(MINIMUM, facts, "seed").warnings())
                .containsExactly(Warning.VALIDATOR_DELINQUENT, Warning.FULL_COMMISSION);
        assertThat(plan(MINIMUM, facts(validator(99, false), Lamports.of(5_000_000_000L)), "seed")
                        .warnings())
                .isEmpty();
    }

    private StakePlan plan(Lamports lamports, ChainFacts facts, String seed) {
        StakeOrder order = new StakeOrder(owner, owner, vote, lamports, Lamports.ZERO, MessageVersion.V0);
        return StakePlan.of(order, facts, seed, UNITS);
    }

    private VoteAccount validator(int commission, boolean delinquent) {
        return new VoteAccount(vote, vote, commission, Lamports.ZERO, delinquent);
    }

    private ChainFacts facts(VoteAccount validator, Lamports balance) {
        Blockhash blockhash = new Blockhash(vote, 1150, 2000, 1000, Instant.EPOCH, 0);
        return new ChainFacts(blockhash, RENT, WALLET_RENT, MINIMUM, Optional.of(validator), balance, Lamports.ZERO);
    }
}
