package dev.tidepool.staking.solana;

import java.math.BigInteger;
import java.util.Optional;

/**
 * A pool of the SPL stake-pool program: what its account says that deposits and withdrawals of lamports depend on.
 *
 * @param reserve stake account that lamports go into and come from
 * @param mint of the pool's tokens
 * @param feeAccount token account that fees go to
 * @param lamports that all tokens together are worth
 * @param supply of tokens, in their smallest unit
 * @param lastUpdate epoch in which the pool was last told of its stakes; in a later one it takes and gives nothing
 * @param depositAuthority signs deposits of lamports where there is one
 * @param withdrawAuthority signs withdrawals of lamports where there is one
 */
public record StakePool(
        PublicKey reserve,
        PublicKey mint,
        PublicKey feeAccount,
        PublicKey tokenProgram,
        Lamports lamports,
        Lamports supply,
        long lastUpdate,
        Optional<PublicKey> depositAuthority,
        Fee depositFee,
        Optional<PublicKey> withdrawAuthority,
        Fee withdrawalFee) {

    private static final int POOL = 1;
    private static final int FEE_BYTES = 16;
    private static final int LOCKUP_BYTES = 48;

    /** A part of an amount of tokens, rounded up; nothing of a denominator of 0. */
    public record Fee(Lamports numerator, Lamports denominator) {

        Lamports of(Lamports tokens) {
            if (denominator.isZero()) {
                return Lamports.ZERO;
            }
            BigInteger whole = denominator.toBigInteger();
            return capped(tokens.toBigInteger()
                    .multiply(numerator.toBigInteger())
                    .add(whole)
                    .subtract(BigInteger.ONE)
                    .divide(whole));
        }
    }

    /**
     * Reads the data of an account that the program owns.
     *
     * @throws MalformedBytesException when it is no pool
     */
    public static StakePool decode(byte[] data) {
        ByteReader in = new ByteReader(data);
        if (in.u8() != POOL) {
            throw new MalformedBytesException("no stake pool");
        }
        // Manager, staker, authority of stake deposits, a bump seed, the list of validators.
        in.skip(3 * PublicKey.LENGTH + 1 + PublicKey.LENGTH);
        PublicKey reserve = in.key();
        PublicKey mint = in.key();
        PublicKey feeAccount = in.key();
        PublicKey tokenProgram = in.key();
        Lamports lamports = in.lamports();
        Lamports supply = in.lamports();
        long lastUpdate = in.u64();
        in.skip(LOCKUP_BYTES + FEE_BYTES);
        skipFutureFee(in);
        // Preferred validators.
        optionalKey(in);
        optionalKey(in);
        in.skip(2 * FEE_BYTES);
        skipFutureFee(in);
        in.skip(1);
        Optional<PublicKey> depositAuthority = optionalKey(in);
        Fee depositFee = fee(in);
        in.skip(1);
        Optional<PublicKey> withdrawAuthority = optionalKey(in);
        Fee withdrawalFee = fee(in);
        return new StakePool(
                reserve,
                mint,
                feeAccount,
                tokenProgram,
                lamports,
                supply,
                lastUpdate,
                depositAuthority,
                depositFee,
                withdrawAuthority,
                withdrawalFee);
    }

    /** Written with the denominator first. */
    private static Fee fee(ByteReader in) {
        Lamports denominator = in.lamports();
        return new Fee(in.lamports(), denominator);
    }

    /** 0 for none, 1 or 2 for so many epochs until it holds. */
    private static void skipFutureFee(ByteReader in) {
        int epochs = in.u8();
        if (epochs > 2) {
            throw new MalformedBytesException("no stake pool: a fee in %d epochs".formatted(epochs));
        }
        in.skip(epochs == 0 ? 0 : FEE_BYTES);
    }

    private static Optional<PublicKey> optionalKey(ByteReader in) {
        return in.flag() ? Optional.of(in.key()) : Optional.empty();
    }

    /** Tokens for lamports, after the fee, as the program reckons: as many as lamports in a pool without either. */
    public Lamports tokensFor(Lamports deposit) {
        Lamports minted = lamports.isZero() || supply.isZero() ? deposit : capped(share(deposit, supply, lamports));
        return after(depositFee.of(minted), minted);
    }

    /** Lamports for tokens, after the fee. */
    public Lamports lamportsFor(Lamports tokens) {
        return supply.isZero()
                ? Lamports.ZERO
                : capped(share(after(withdrawalFee.of(tokens), tokens), lamports, supply));
    }

    private static Lamports after(Lamports fee, Lamports amount) {
        return amount.isLessThan(fee) ? Lamports.ZERO : amount.minus(fee);
    }

    /** Of a part of the divisor, rounded down. */
    private static BigInteger share(Lamports part, Lamports of, Lamports divisor) {
        return part.toBigInteger().multiply(of.toBigInteger()).divide(divisor.toBigInteger());
    }

    private static Lamports capped(BigInteger amount) {
        return amount.bitLength() > Long.SIZE ? Lamports.MAX : new Lamports(amount.longValue());
    }
}
