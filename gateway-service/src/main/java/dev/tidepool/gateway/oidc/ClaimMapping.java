package dev.tidepool.gateway.oidc;

import dev.tidepool.gateway.apikey.Scopes;
import dev.tidepool.kernel.caller.Role;
import dev.tidepool.kernel.digest.Sha256;
import dev.tidepool.kernel.id.OrganizationId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jspecify.annotations.Nullable;

/** Reads what another issuer's verified claims say in our terms. Pure. */
final class ClaimMapping {

    /** Those of people. */
    private static final List<Role> ROLES = List.of(Role.READONLY, Role.MEMBER, Role.ADMIN, Role.OWNER);

    private ClaimMapping() {}

    /** Somebody whom another issuer vouches for. */
    record Identity(String subject, OrganizationId organization, Role role, Set<String> scopes) {}

    /** @throws IllegalArgumentException when the claims name no organisation the issuer may speak for, or a strange role */
    static Identity read(TrustedIssuer issuer, JwtClaims claims) throws MalformedClaimException {
        OrganizationId organization =
                OrganizationId.fromString(String.valueOf(claims.getClaimValue(issuer.organizationClaim())));
        if (issuer.organizations().isPresent() && !issuer.organizations().get().contains(organization)) {
            throw new IllegalArgumentException("the issuer may not speak for " + organization);
        }
        Role role = role(issuer, claims);
        return new Identity(subject(issuer, claims), organization, role, scopes(issuer, claims, role));
    }

    /** Stable and short, whatever the issuer calls its people. */
    private static String subject(TrustedIssuer issuer, JwtClaims claims) throws MalformedClaimException {
        byte[] digest = Sha256.of((issuer.issuer() + "\n" + claims.getSubject()).getBytes(StandardCharsets.UTF_8));
        ByteBuffer bytes = ByteBuffer.wrap(digest);
        return "external:" + new UUID(bytes.getLong(), bytes.getLong());
    }

    private static Role role(TrustedIssuer issuer, JwtClaims claims) {
        Set<String> words = issuer.roleClaim()
                .map(claim -> words(claims.getClaimValue(claim)))
                .orElse(Set.of());
        List<Role> named =
                ROLES.stream().filter(role -> words.contains(role.wireName())).toList();
        if (issuer.roleClaim().isPresent() && named.isEmpty()) {
            throw new IllegalArgumentException("the claim " + issuer.roleClaim().get() + " names no role");
        }
        Role asked = named.stream().min(Comparator.naturalOrder()).orElse(issuer.defaultRole());
        return asked.isAbove(issuer.highestRole()) ? issuer.highestRole() : asked;
    }

    /** Never more than the role has. */
    private static Set<String> scopes(TrustedIssuer issuer, JwtClaims claims, Role role) {
        Set<String> most = Scopes.ofRole(role);
        return issuer.scopeClaim()
                .map(claim -> words(claims.getClaimValue(claim)).stream()
                        .filter(most::contains)
                        .collect(Collectors.toUnmodifiableSet()))
                .orElse(most);
    }

    private static Set<String> words(@Nullable Object claim) {
        return switch (claim) {
            case String text -> Stream.of(text.strip().split("\\s+", -1)).collect(Collectors.toUnmodifiableSet());
            case Collection<?> list -> list.stream().map(String::valueOf).collect(Collectors.toUnmodifiableSet());
            case null, default -> Set.of();
        };
    }
}
