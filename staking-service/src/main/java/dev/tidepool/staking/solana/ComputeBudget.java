package dev.tidepool.staking.solana;

import java.math.BigInteger;
import java.util.List;

/**
 * The compute units a transaction may use and its price for one.
 *
 * @param unitLimit 1 to 1400000
 * @param unitPrice micro-lamports per unit, an unsigned 64-bit number; zero bids nothing
 */
public record ComputeBudget(int unitLimit, Lamports unitPrice) {

    private static final BigInteger MICRO = BigInteger.valueOf(1_000_000);

    public ComputeBudget {
        if (unitLimit < 1 || unitLimit > 1_400_000) {
            throw new IllegalArgumentException("compute unit limit is 1 to 1400000, not " + unitLimit);
        }
    }

    /**
     * Price times limit in lamports, rounded up: charged on the limit, not on what is used, and on failure too.
     *
     * @throws ArithmeticException when it needs more than 64 bits
     */
    public Lamports priorityFee() {
        BigInteger micro = unitPrice.toBigInteger().multiply(BigInteger.valueOf(unitLimit));
        BigInteger fee = micro.add(MICRO).subtract(BigInteger.ONE).divide(MICRO);
        if (fee.bitLength() > Long.SIZE) {
            throw new ArithmeticException("more than 18446744073709551615 lamports");
        }
        return new Lamports(fee.longValue());
    }

    public List<Instruction> instructions() {
        Instruction limit = ComputeBudgetProgram.setUnitLimit(unitLimit);
        return unitPrice.isZero()
                ? List.of(limit)
                : List.of(limit, ComputeBudgetProgram.setUnitPrice(unitPrice.bits()));
    }
}
