package dev.tidepool.staking.solana;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;

/**
 * An amount in lamports (10⁻⁹ SOL), an unsigned 64-bit integer; {@code bits} above {@link Long#MAX_VALUE} read as
 * negative in Java, so nothing here compares or prints them as signed.
 */
public record Lamports(long bits) implements Comparable<Lamports> {

    public static final Lamports ZERO = new Lamports(0);

    public static final Lamports MAX = new Lamports(-1);

    private static final int SOL_PLACES = 9;
    private static final Pattern SOL = Pattern.compile("(0|[1-9][0-9]{0,10})(\\.[0-9]{1,9})?");
    private static final Pattern DECIMAL = Pattern.compile("0|[1-9][0-9]{0,19}");

    /**
     * Reads a plain decimal integer from 0 to 18446744073709551615.
     *
     * @throws IllegalArgumentException on a sign, a fraction, an exponent, a leading zero, white space or overflow
     */
    public static Lamports parse(String text) {
        if (!DECIMAL.matcher(text).matches()) {
            throw new IllegalArgumentException("lamports are a plain decimal integer in a string");
        }
        try {
            return new Lamports(Long.parseUnsignedLong(text));
        } catch (NumberFormatException tooLarge) {
            throw new IllegalArgumentException("lamports are at most 18446744073709551615", tooLarge);
        }
    }

    /**
     * Reads an amount in SOL as a plain decimal with at most nine places.
     *
     * @throws IllegalArgumentException on a sign, an exponent, a leading zero, white space, more places or overflow
     */
    public static Lamports parseSol(String text) {
        if (!SOL.matcher(text).matches()) {
            throw new IllegalArgumentException("sol is a plain decimal in a string, with at most 9 places");
        }
        return parse(
                new BigDecimal(text).movePointRight(SOL_PLACES).toBigInteger().toString());
    }

    public static Lamports of(long amount) {
        if (amount < 0) {
            throw new IllegalArgumentException("lamports are not negative: " + amount);
        }
        return new Lamports(amount);
    }

    /**
     * The sum.
     *
     * @throws ArithmeticException when it needs more than 64 bits
     */
    public Lamports plus(Lamports other) {
        long sum = bits + other.bits;
        if (Long.compareUnsigned(sum, bits) < 0) {
            throw new ArithmeticException("more than 18446744073709551615 lamports");
        }
        return new Lamports(sum);
    }

    /** The sum, or the largest amount where the sum is larger: nobody holds either. */
    public Lamports plusCapped(Lamports other) {
        Lamports sum = new Lamports(bits + other.bits);
        return sum.isLessThan(this) ? MAX : sum;
    }

    /**
     * The difference.
     *
     * @throws ArithmeticException when it would be negative
     */
    public Lamports minus(Lamports other) {
        if (isLessThan(other)) {
            throw new ArithmeticException("less than no lamports");
        }
        return new Lamports(bits - other.bits);
    }

    public boolean isLessThan(Lamports other) {
        return compareTo(other) < 0;
    }

    public BigInteger toBigInteger() {
        return new BigInteger(toString());
    }

    public boolean isZero() {
        return bits == 0;
    }

    @Override
    public int compareTo(Lamports other) {
        return Long.compareUnsigned(bits, other.bits);
    }

    /** Plain decimal. */
    @Override
    public String toString() {
        return Long.toUnsignedString(bits);
    }
}
