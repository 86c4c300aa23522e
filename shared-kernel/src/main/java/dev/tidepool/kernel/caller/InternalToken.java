package dev.tidepool.kernel.caller;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;

/** The internal token's fixed words, and how a caller is written into its claims and read back. Pure. */
public final class InternalToken {

    /** The {@code typ} header: keeps any other token of ours from passing as this one. */
    public static final String TYPE = "internal+jwt";

    public static final String ISSUER = "tidepool-gateway";
    public static final String AUDIENCE = "tidepool-internal";

    /** The longest time a token may live, in seconds. */
    public static final int MAX_LIFETIME_SECONDS = 120;

    private static final String ORGANIZATION = "org";
    private static final String TIER = "tier";
    private static final String ROLES = "roles";
    private static final String SCOPES = "scopes";

    private InternalToken() {}

    /** Claims for a caller: all but the times. */
    public static JwtClaims claimsOf(Caller caller) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(ISSUER);
        claims.setAudience(AUDIENCE);
        claims.setSubject(caller.subject());
        claims.setStringListClaim(SCOPES, List.copyOf(caller.scopes()));
        if (caller instanceof Caller.Member member) {
            claims.setStringClaim(ORGANIZATION, member.organization().toString());
            claims.setStringClaim(TIER, member.tier().wireName());
            claims.setStringListClaim(
                    ROLES, member.roles().stream().map(Role::wireName).toList());
        }
        return claims;
    }

    /** @throws MalformedClaimException if a claim has the wrong type */
    static Caller callerOf(JwtClaims claims) throws MalformedClaimException {
        Set<String> scopes = Set.copyOf(claims.getStringListClaimValue(SCOPES));
        if (Caller.Anonymous.SUBJECT.equals(claims.getSubject())) {
            return new Caller.Anonymous(scopes);
        }
        Set<Role> roles = claims.getStringListClaimValue(ROLES).stream()
                .map(Role::ofWireName)
                .collect(Collectors.toUnmodifiableSet());
        return new Caller.Member(
                claims.getSubject(),
                UUID.fromString(claims.getStringClaimValue(ORGANIZATION)),
                Tier.ofWireName(claims.getStringClaimValue(TIER)),
                roles,
                scopes);
    }
}
