package dev.tidepool.gateway.auth;

import java.math.BigInteger;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.EllipticCurve;

/**
 * The public point of a private key, d times the generator (SEC 1, section 3.2.1). A PKCS#8 file need not hold it, and the
 * platform has no call for it. Used once per key at start; not for secrets an attacker can time.
 */
final class CurvePoint {

    private static final BigInteger TWO = BigInteger.TWO;
    private static final BigInteger THREE = BigInteger.valueOf(3);

    private CurvePoint() {}

    static ECPoint publicPoint(ECPrivateKey key) {
        ECParameterSpec curve = key.getParams();
        ECPoint sum = ECPoint.POINT_INFINITY;
        ECPoint doubled = curve.getGenerator();
        BigInteger factor = key.getS();
        for (int bit = 0; bit < factor.bitLength(); bit++) {
            if (factor.testBit(bit)) {
                sum = add(sum, doubled, curve.getCurve());
            }
            doubled = add(doubled, doubled, curve.getCurve());
        }
        return sum;
    }

    private static ECPoint add(ECPoint one, ECPoint other, EllipticCurve curve) {
        if (one.equals(ECPoint.POINT_INFINITY)) {
            return other;
        }
        if (other.equals(ECPoint.POINT_INFINITY)) {
            return one;
        }
        BigInteger p = ((ECFieldFp) curve.getField()).getP();
        if (one.getAffineX().equals(other.getAffineX()) && !one.getAffineY().equals(other.getAffineY())) {
            return ECPoint.POINT_INFINITY;
        }
        BigInteger slope = slope(one, other, curve.getA(), p);
        BigInteger x = slope.multiply(slope)
                .subtract(one.getAffineX())
                .subtract(other.getAffineX())
                .mod(p);
        BigInteger y = slope.multiply(one.getAffineX().subtract(x))
                .subtract(one.getAffineY())
                .mod(p);
        return new ECPoint(x, y);
    }

    private static BigInteger slope(ECPoint one, ECPoint other, BigInteger a, BigInteger p) {
        if (one.equals(other)) {
            BigInteger rise = one.getAffineX().pow(2).multiply(THREE).add(a);
            return rise.multiply(one.getAffineY().multiply(TWO).modInverse(p)).mod(p);
        }
        BigInteger rise = other.getAffineY().subtract(one.getAffineY());
        BigInteger run = other.getAffineX().subtract(one.getAffineX());
        return rise.multiply(run.modInverse(p)).mod(p);
    }
}
