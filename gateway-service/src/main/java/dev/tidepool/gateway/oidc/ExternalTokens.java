package dev.tidepool.gateway.oidc;

import com.github.benmanes.caffeine.cache.Cache;
import dev.tidepool.gateway.standing.Standings;
import dev.tidepool.kernel.cache.LocalCaches;
import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.caller.Tier;
import dev.tidepool.kernel.net.OutboundClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jspecify.annotations.Nullable;

/** Tokens of the issuers that the operator trusts, turned into members of organisations that exist here. */
@Startup
@Singleton
public class ExternalTokens {

    private static final int CLOCK_SKEW_SECONDS = 30;

    /** A key that its issuer withdraws is found out at the latest so much later than the key set is. */
    private static final Duration REMEMBER = Duration.ofMinutes(1);

    private final Map<String, Issuer> issuers = new HashMap<>();
    private final Standings standings;
    private final MeterRegistry metrics;
    private final Cache<String, Verified> verified;

    ExternalTokens(OidcConfig config, OutboundClient client, Standings standings, MeterRegistry metrics) {
        for (OidcConfig.Issuer each : config.issuers()) {
            TrustedIssuer trusted = TrustedIssuer.of(each);
            issuers.put(trusted.issuer(), new Issuer(trusted, new IssuerKeys(trusted, client, config, metrics)));
        }
        this.standings = standings;
        this.metrics = metrics;
        this.verified = LocalCaches.newBuilder()
                .maximumSize(config.cacheSize())
                .expireAfterWrite(REMEMBER)
                .build();
    }

    private record Issuer(TrustedIssuer trusted, IssuerKeys keys) {}

    private record Verified(ClaimMapping.Identity identity, long expiresAtSeconds) {}

    /** Whom a valid token is for and when it expires, in Unix seconds. */
    public record Known(Caller.Member caller, long expiresAtSeconds) {}

    /** Whether the token was found good less than a minute ago. */
    public boolean remembers(String token) {
        return verified.getIfPresent(token) != null;
    }

    /** The member, or empty when the token is of no trusted issuer or not valid. Fails only when the database does. */
    public Future<Optional<Known>> verify(String token) {
        Verified known = verified.getIfPresent(token);
        if (known != null && known.expiresAtSeconds() > System.currentTimeMillis() / 1000) {
            return memberOf(known);
        }
        if (issuers.isEmpty()) {
            return Future.succeededFuture(Optional.empty());
        }
        String[] parts = token.split("\\.", -1);
        Issuer issuer = parts.length == 3 ? issuers.get(text(parts[1], "iss")) : null;
        return issuer == null ? Future.succeededFuture(Optional.empty()) : verify(token, issuer, text(parts[0], "kid"));
    }

    private Future<Optional<Known>> verify(String token, Issuer issuer, String keyId) {
        return future(issuer.keys().find(keyId))
                .map(key -> key.flatMap(found -> verify(token, issuer.trusted(), found)))
                .compose(identity ->
                        identity.isPresent() ? memberOf(identity.get()) : Future.succeededFuture(Optional.empty()));
    }

    private Optional<Verified> verify(String token, TrustedIssuer issuer, Key key) {
        try {
            JwtClaims claims = consumer(issuer, key).processToClaims(token);
            ClaimMapping.Identity identity = ClaimMapping.read(issuer, claims);
            Verified fresh = new Verified(identity, claims.getExpirationTime().getValue());
            verified.put(token, fresh);
            count("verified");
            return Optional.of(fresh);
        } catch (InvalidJwtException | MalformedClaimException | RuntimeException refused) {
            count("refused");
            return Optional.empty();
        }
    }

    private Future<Optional<Known>> memberOf(Verified token) {
        ClaimMapping.Identity identity = token.identity();
        return standings
                .tierOf(identity.organization())
                .map(tier -> tier.map(held -> new Known(memberOf(identity, held), token.expiresAtSeconds())));
    }

    private static Caller.Member memberOf(ClaimMapping.Identity identity, Tier tier) {
        return new Caller.Member(
                identity.subject(), identity.organization(), tier, Set.of(identity.role()), identity.scopes());
    }

    private static JwtConsumer consumer(TrustedIssuer issuer, Key key) {
        return new JwtConsumerBuilder()
                .setVerificationKey(key)
                .setJwsAlgorithmConstraints(
                        AlgorithmConstraints.ConstraintType.PERMIT,
                        issuer.algorithms().toArray(String[]::new))
                .setExpectedIssuer(issuer.issuer())
                .setExpectedAudience(issuer.audience())
                .setRequireSubject()
                .setRequireExpirationTime()
                .setAllowedClockSkewInSeconds(CLOCK_SKEW_SECONDS)
                .build();
    }

    /** A text of one part of a token that is not verified yet: it only chooses the keys to verify it with. */
    private static String text(String part, String name) {
        try {
            byte[] json = Base64.getUrlDecoder().decode(part);
            @Nullable Object value = new JsonObject(new String(json, StandardCharsets.UTF_8)).getValue(name);
            return value instanceof String text ? text : "";
        } catch (RuntimeException malformed) {
            return "";
        }
    }

    private static <T> Future<T> future(Uni<T> uni) {
        Context context = Vertx.currentContext();
        return context == null
                ? Future.fromCompletionStage(uni.subscribeAsCompletionStage())
                : Future.fromCompletionStage(uni.subscribeAsCompletionStage(), context);
    }

    private void count(String outcome) {
        metrics.counter("tidepool.oidc.tokens", "outcome", outcome).increment();
    }
}
