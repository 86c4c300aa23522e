package dev.tidepool.kernel.caller;

import org.jose4j.jwt.JwtClaims;

/** The internal token's fixed words. Pure. */
public final class InternalToken {

    /** The {@code typ} header: keeps any other token of ours from passing as this one. */
    public static final String TYPE = "internal+jwt";

    public static final String ISSUER = "tidepool-gateway";
    public static final String AUDIENCE = "tidepool-internal";

    /** The longest time a token may live, in seconds. */
    public static final int MAX_LIFETIME_SECONDS = 120;

    private InternalToken() {}

    /** Claims for a caller: all but the times. */
    public static JwtClaims claimsOf(Caller caller) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(ISSUER);
        claims.setAudience(AUDIENCE);
        CallerClaims.write(caller, claims);
        return claims;
    }
}
