package dev.tidepool.gateway.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.caller.CallerClaims;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;

/** Access tokens: what an account carries after log-in. A signature is checked once, then remembered until it expires. */
@Singleton
public class AccessTokens {

    /** The {@code typ} header (RFC 9068): an internal token never passes as this one. */
    static final String TYPE = "at+jwt";

    static final String ISSUER = "tidepool";
    static final String AUDIENCE = "tidepool";
    private static final int CLOCK_SKEW_SECONDS = 30;

    private final SigningKeys keys;
    private final Duration lifetime;
    private final JwtConsumer consumer;
    private final Cache<String, Verified> verified;

    AccessTokens(SigningKeys keys, AuthConfig config) {
        this.keys = keys;
        this.lifetime = config.accessTokenLifetime();
        this.consumer = consumer(keys);
        this.verified =
                Caffeine.newBuilder().maximumSize(config.accessTokenCacheSize()).build();
    }

    private record Verified(Authentication.Known authentication, long expiresAtSeconds) {

        static Verified of(Caller.Member caller, long expiresAtSeconds) {
            return new Verified(
                    new Authentication.Known(
                            caller,
                            caller.subject(),
                            Optional.of(Instant.ofEpochSecond(expiresAtSeconds)),
                            OptionalInt.empty()),
                    expiresAtSeconds);
        }
    }

    public Duration lifetime() {
        return lifetime;
    }

    /** A signed token for an account. */
    public String issue(Caller.Member caller) {
        JwtClaims claims = new JwtClaims();
        long now = System.currentTimeMillis() / 1000;
        claims.setIssuer(ISSUER);
        claims.setAudience(AUDIENCE);
        CallerClaims.write(caller, claims);
        claims.setIssuedAt(NumericDate.fromSeconds(now));
        claims.setExpirationTime(NumericDate.fromSeconds(now + lifetime.toSeconds()));
        return SigningKeys.sign(claims, TYPE, keys.access());
    }

    /** The caller, or empty when the token is not one of ours, expired, or made for something else. */
    Optional<Authentication.Known> verify(String token) {
        Verified known = verified.getIfPresent(token);
        if (known != null && known.expiresAtSeconds() > System.currentTimeMillis() / 1000) {
            return Optional.of(known.authentication());
        }
        try {
            JwtClaims claims = consumer.processToClaims(token);
            Verified fresh =
                    Verified.of(memberOf(claims), claims.getExpirationTime().getValue());
            verified.put(token, fresh);
            return Optional.of(fresh.authentication());
        } catch (InvalidJwtException | MalformedClaimException | RuntimeException refused) {
            return Optional.empty();
        }
    }

    private static Caller.Member memberOf(JwtClaims claims) throws MalformedClaimException {
        return switch (CallerClaims.read(claims)) {
            case Caller.Member member -> member;
            case Caller.Anonymous anonymous -> throw new IllegalArgumentException("an access token names an account");
        };
    }

    private static JwtConsumer consumer(SigningKeys keys) {
        return new JwtConsumerBuilder()
                .setVerificationKey(keys.access().getKey())
                .setJwsAlgorithmConstraints(
                        AlgorithmConstraints.ConstraintType.PERMIT,
                        AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256)
                .setExpectedType(true, TYPE)
                .setExpectedIssuer(ISSUER)
                .setExpectedAudience(AUDIENCE)
                .setRequireSubject()
                .setRequireIssuedAt()
                .setRequireExpirationTime()
                .setAllowedClockSkewInSeconds(CLOCK_SKEW_SECONDS)
                .build();
    }
}
