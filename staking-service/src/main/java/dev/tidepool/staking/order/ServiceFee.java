package dev.tidepool.staking.order;

import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.staking.order.Flow.Direction;
import dev.tidepool.staking.solana.Lamports;
import dev.tidepool.staking.solana.PublicKey;
import dev.tidepool.staking.solana.SystemProgram;
import java.math.BigInteger;

/**
 * What the operator charges on what wallets put into stake: a transfer of its own, for everybody to see. What is already
 * staked, and what is taken back, is free.
 *
 * @param basisPoints hundredths of a percent, rounded down to a lamport
 * @param account which gets it
 * @param most for one transaction, in lamports; what would cost more is not built
 */
public record ServiceFee(int basisPoints, PublicKey account, Lamports most) {

    private static final BigInteger WHOLE = BigInteger.valueOf(10_000);

    public ServiceFee {
        if (basisPoints < 1 || basisPoints > 1_000) {
            throw new IllegalArgumentException("a service fee is 1 to 1000 basis points: " + basisPoints);
        }
    }

    /** A draft, and which part of what it moves is the fee. */
    record Charged(Draft draft, Lamports fee) {

        static Charged free(Draft draft) {
            return new Charged(draft, Lamports.ZERO);
        }

        private Charged and(Flow stake, Lamports fee, PublicKey account) {
            return new Charged(
                    draft.with(SystemProgram.UNITS, SystemProgram.transfer(stake.wallet(), account, fee))
                            .giving(stake.field(), stake.wallet(), fee)
                            .getting(stake.field(), account, fee),
                    this.fee.plusCapped(fee));
        }
    }

    /**
     * The draft with one transfer more for each wallet that stakes.
     *
     * @throws Problem 422 when it is more than the operator lets anybody be charged
     */
    Charged on(Draft draft) {
        Charged charged = Charged.free(draft);
        for (Flow flow : draft.flows()) {
            if (flow.direction() == Direction.INTO_STAKE) {
                Lamports fee = of(flow.lamports());
                charged = fee.isZero() ? charged : charged.and(flow, fee, account);
            }
        }
        if (most.isLessThan(charged.fee())) {
            throw Problem.of(
                            OrderError.SERVICE_FEE_TOO_HIGH,
                            "The service fee would be %s lamports, and no more than %s are charged at once. Stake less at once."
                                    .formatted(charged.fee(), most))
                    .with("field", "lamports")
                    .with("serviceFee", charged.fee().toString())
                    .with("maximum", most.toString());
        }
        return charged;
    }

    private Lamports of(Lamports staked) {
        return Lamports.parse(staked.toBigInteger()
                .multiply(BigInteger.valueOf(basisPoints))
                .divide(WHOLE)
                .toString());
    }
}
