package dev.tidepool.staking.order;

import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.staking.solana.Lamports;
import dev.tidepool.staking.solana.PublicKey;
import dev.tidepool.staking.solana.StakeProgram;
import dev.tidepool.staking.stake.Position;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Takes lamports that are neither staked nor rent, or all of them, which closes the account.
 *
 * @param lamports empty for all that is free now
 */
public record Withdraw(
        PublicKey stakeAccount,
        Authority withdrawer,
        PublicKey recipient,
        Optional<Lamports> lamports,
        Optional<PublicKey> custodian)
        implements Order {

    static final int UNITS = 9_500;

    static Withdraw read(Fields fields) {
        Authority withdrawer = fields.authority("withdrawer");
        return new Withdraw(
                fields.key("stakeAccount"),
                withdrawer,
                fields.optionalKey("recipient").orElse(withdrawer.key()),
                fields.lamportsOrAll(),
                fields.optionalWallet("custodian"));
    }

    @Override
    public PublicKey principal() {
        return withdrawer.key();
    }

    @Override
    public List<PublicKey> reads() {
        return List.of(stakeAccount, recipient);
    }

    @Override
    public Draft draft(Facts facts, Supplier<String> seeds) {
        Checks.requireDifferent("recipient", recipient, stakeAccount);
        Position stake = facts.stake("stakeAccount", stakeAccount);
        Checks.requireWithdrawer(withdrawer, stake);
        Optional<PublicKey> signs = Checks.custodian(stake, custodian);
        Lamports sum = lamports.orElse(stake.free());
        Checks.requireFree(sum, stake.free(), stakeAccount);
        boolean closes = sum.equals(stake.lamports());
        if (!closes && stake.staked().isZero()) {
            requireRentLeft(stake, stake.lamports().minus(sum));
        }
        return Draft.of(
                        stakeAccount,
                        UNITS,
                        StakeProgram.withdraw(stakeAccount, recipient, withdrawer.key(), sum, signs))
                .getting("recipient", recipient, sum)
                .warningIf(closes, Warning.CLOSES_ACCOUNT);
    }

    private static void requireRentLeft(Position stake, Lamports left) {
        Lamports rent = stake.meta().rentReserve();
        if (left.isLessThan(rent)) {
            throw Problem.of(
                            OrderError.REMAINDER_BELOW_RENT,
                            "%s would keep %s lamports; it must keep %s or none. Withdraw less, or \"all\"."
                                    .formatted(stake.address(), left, rent))
                    .with("field", "lamports")
                    .with("minimumRemainder", rent.toString());
        }
    }
}
