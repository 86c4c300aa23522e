package dev.tidepool.staking.solana;

import java.math.BigInteger;

/** Membership in edwards25519: -x² + y² = 1 + d·x²·y² over p = 2^255 - 19 (RFC 8032, 5.1.3). */
final class Curve {

    private static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
    private static final BigInteger D = BigInteger.valueOf(-121665)
            .multiply(BigInteger.valueOf(121666).modInverse(P))
            .mod(P);
    private static final BigInteger HALF_ORDER = P.subtract(BigInteger.ONE).shiftRight(1);

    private Curve() {}

    static boolean contains(byte[] encoded) {
        boolean odd = (encoded[31] & 0x80) != 0;
        BigInteger y = littleEndian(encoded).mod(P);
        BigInteger ySquared = y.multiply(y).mod(P);
        BigInteger numerator = ySquared.subtract(BigInteger.ONE);
        // Never zero, since -1/d is no square.
        BigInteger denominator = D.multiply(ySquared).add(BigInteger.ONE);
        // x² is numerator/denominator, which is a square where this is: they differ by a square. A product needs no
        // inverse.
        BigInteger product = numerator.multiply(denominator).mod(P);
        if (product.signum() == 0) {
            return !odd;
        }
        return product.modPow(HALF_ORDER, P).equals(BigInteger.ONE);
    }

    /** The y coordinate; the top bit is the sign of x. */
    private static BigInteger littleEndian(byte[] encoded) {
        byte[] bigEndian = new byte[encoded.length];
        for (int index = 0; index < encoded.length; index++) {
            bigEndian[encoded.length - 1 - index] = encoded[index];
        }
        bigEndian[0] &= 0x7f;
        return new BigInteger(1, bigEndian);
    }
}
