package dev.tidepool.kernel.caller;

import dev.tidepool.kernel.id.OrganizationId;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;

/** How a caller is written into a token's claims ({@code sub}, org, tier, roles, scopes) and read back. Pure. */
public final class CallerClaims {

    private static final String ORGANIZATION = "org";
    private static final String TIER = "tier";
    private static final String ROLES = "roles";
    private static final String SCOPES = "scopes";

    private CallerClaims() {}

    public static void write(Caller caller, JwtClaims claims) {
        claims.setSubject(caller.subject());
        claims.setStringListClaim(SCOPES, List.copyOf(caller.scopes()));
        if (caller instanceof Caller.Member member) {
            claims.setStringClaim(ORGANIZATION, member.organization().toString());
            claims.setStringClaim(TIER, member.tier().wireName());
            claims.setStringListClaim(
                    ROLES, member.roles().stream().map(Role::wireName).toList());
        }
    }

    /**
     * @throws MalformedClaimException if a claim has the wrong type
     * @throws RuntimeException if one is missing or has a value we do not know
     */
    public static Caller read(JwtClaims claims) throws MalformedClaimException {
        Set<String> scopes = Set.copyOf(claims.getStringListClaimValue(SCOPES));
        if (Caller.Anonymous.SUBJECT.equals(claims.getSubject())) {
            return new Caller.Anonymous(scopes);
        }
        Set<Role> roles = claims.getStringListClaimValue(ROLES).stream()
                .map(Role::ofWireName)
                .collect(Collectors.toUnmodifiableSet());
        return new Caller.Member(
                claims.getSubject(),
                OrganizationId.fromString(claims.getStringClaimValue(ORGANIZATION)),
                Tier.ofWireName(claims.getStringClaimValue(TIER)),
                roles,
                scopes);
    }
}
