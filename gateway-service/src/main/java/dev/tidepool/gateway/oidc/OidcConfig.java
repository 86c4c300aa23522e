package dev.tidepool.gateway.oidc;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The issuers whose tokens are taken besides our own; none by default. A key set is fetched under the rules of outbound
 * connections ({@code tidepool.outbound}): what is not public over https must be listed there.
 */
@ConfigMapping(prefix = "tidepool.oidc")
interface OidcConfig {

    List<Issuer> issuers();

    /** How long a fetched key set serves before it is fetched again. */
    @WithDefault("10m")
    Duration refreshInterval();

    /** The least time between two fetches of one issuer's keys, however many unknown keys are presented. */
    @WithDefault("10s")
    Duration minimumInterval();

    /** Tokens remembered as verified, for a minute at most. */
    @WithDefault("10000")
    int cacheSize();

    interface Issuer {

        /** The claim {@code iss}, letter for letter. */
        String issuer();

        /** Where the key set is; without it the issuer's discovery document tells. */
        Optional<URI> jwksUrl();

        /** What the claim {@code aud} must name. */
        String audience();

        /** Asymmetric signature algorithms. */
        @WithDefault("RS256,ES256")
        Set<String> algorithms();

        /** The claim with the id of the organisation that the holder belongs to. */
        @WithDefault("org")
        String organizationClaim();

        /** The ids of the organisations the issuer may speak for; {@code *} for all. */
        Set<String> organizations();

        /** The claim with the holder's role, as text or list; without it everybody has the default role. */
        Optional<String> roleClaim();

        @WithDefault("member")
        String defaultRole();

        /** A role above this one is taken as this one. */
        @WithDefault("admin")
        String highestRole();

        /** The claim with the holder's scopes, as text with spaces or list; without it the role's. */
        Optional<String> scopeClaim();
    }
}
