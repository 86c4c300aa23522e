package dev.tidepool.gateway.oidc;

import dev.tidepool.kernel.caller.Role;
import dev.tidepool.kernel.id.OrganizationId;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** An issuer as it was configured, checked at the start. */
record TrustedIssuer(
        String issuer,
        Optional<URI> jwksUrl,
        String audience,
        Set<String> algorithms,
        String organizationClaim,
        Optional<Set<OrganizationId>> organizations,
        Optional<String> roleClaim,
        Role defaultRole,
        Role highestRole,
        Optional<String> scopeClaim) {

    /** Symmetric ones are not among them: a public key must never pass as a shared secret. */
    private static final Set<String> ASYMMETRIC =
            Set.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA");

    TrustedIssuer {
        if (issuer.isBlank() || audience.isBlank() || algorithms.isEmpty() || !ASYMMETRIC.containsAll(algorithms)) {
            throw new IllegalStateException("tidepool.oidc.issuers: " + issuer
                    + " needs an issuer, an audience and algorithms out of " + ASYMMETRIC + ", not " + algorithms);
        }
        if (defaultRole == Role.AGENT || highestRole == Role.AGENT) {
            throw new IllegalStateException("tidepool.oidc.issuers: " + issuer + " cannot make people agents");
        }
    }

    static TrustedIssuer of(OidcConfig.Issuer config) {
        try {
            return new TrustedIssuer(
                    config.issuer(),
                    config.jwksUrl(),
                    config.audience(),
                    Set.copyOf(config.algorithms()),
                    config.organizationClaim(),
                    organizations(config.organizations()),
                    config.roleClaim(),
                    Role.ofWireName(config.defaultRole()),
                    Role.ofWireName(config.highestRole()),
                    config.scopeClaim());
        } catch (IllegalArgumentException malformed) {
            throw new IllegalStateException(
                    "tidepool.oidc.issuers: " + config.issuer() + ": " + malformed.getMessage(), malformed);
        }
    }

    /** Empty for all of them. */
    private static Optional<Set<OrganizationId>> organizations(Set<String> ids) {
        return ids.equals(Set.of("*"))
                ? Optional.empty()
                : Optional.of(ids.stream().map(OrganizationId::fromString).collect(Collectors.toUnmodifiableSet()));
    }

    /** Where the discovery document is (OpenID Connect Discovery 1.0, section 4). */
    URI discovery() {
        String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
        return URI.create(base + "/.well-known/openid-configuration");
    }
}
