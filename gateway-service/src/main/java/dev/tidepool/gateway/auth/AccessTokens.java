package dev.tidepool.gateway.auth;

import com.github.benmanes.caffeine.cache.Cache;
import dev.tidepool.gateway.standing.LoginSessionId;
import dev.tidepool.kernel.cache.LocalCaches;
import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.caller.CallerClaims;
import jakarta.inject.Singleton;
import java.security.Key;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.lang.UnresolvableKeyException;
import org.jspecify.annotations.Nullable;

/** Access tokens: what an account carries after log-in. A signature is checked once, then remembered until it expires. */
@Singleton
public class AccessTokens {

    /** The {@code typ} header (RFC 9068): an internal token never passes as this one. */
    static final String TYPE = "at+jwt";

    private static final String SESSION = "sid";
    static final String ISSUER = "tidepool";
    static final String AUDIENCE = "tidepool";
    private static final int CLOCK_SKEW_SECONDS = 30;

    private final SigningKeys keys;
    private final Duration lifetime;
    private final JwtConsumer consumer;
    private final Cache<String, Verified> verified;

    /** Whoever has one of these could have its signature checked at will. */
    private final Cache<String, Boolean> over;

    AccessTokens(SigningKeys keys, AuthConfig config) {
        this.keys = keys;
        this.lifetime = config.accessTokenLifetime();
        this.consumer = consumer(keys);
        this.verified = LocalCaches.newBuilder()
                .maximumSize(config.accessTokenCacheSize())
                .expireAfterWrite(lifetime.plusSeconds(CLOCK_SKEW_SECONDS))
                .build();
        this.over = LocalCaches.newBuilder()
                .maximumSize(config.accessTokenCacheSize())
                .expireAfterWrite(lifetime)
                .build();
    }

    /** What a text that is not remembered turned out to be. */
    sealed interface Verdict {
        record Ours(Verified token) implements Verdict {}

        /** One of ours that has expired. */
        record Over() implements Verdict {}

        /** Not one of ours, or made for something else. */
        record NotOurs() implements Verdict {}
    }

    /** A token of ours: whose session it belongs to and when it expires, in Unix seconds. */
    static final class Verified {

        private final LoginSessionId session;
        private final long expiresAtSeconds;
        private volatile Authentication.@Nullable Known last;

        Verified(LoginSessionId session, long expiresAtSeconds) {
            this.session = session;
            this.expiresAtSeconds = expiresAtSeconds;
        }

        LoginSessionId session() {
            return session;
        }

        /** The credential, shown by its session's member; made once for as long as the member is remembered. */
        Authentication.Known by(Caller.Member member) {
            Authentication.Known known = last;
            if (known == null || !known.caller().equals(member)) {
                known = new Authentication.Known(
                        member,
                        "session:" + session,
                        Optional.of(Instant.ofEpochSecond(expiresAtSeconds)),
                        OptionalInt.empty());
                last = known;
            }
            return known;
        }
    }

    public Duration lifetime() {
        return lifetime;
    }

    /** A signed token for an account's session. The caller is written for readers elsewhere; here the session decides. */
    public String issue(Caller.Member caller, LoginSessionId session) {
        JwtClaims claims = new JwtClaims();
        long now = System.currentTimeMillis() / 1000;
        claims.setIssuer(ISSUER);
        claims.setAudience(AUDIENCE);
        CallerClaims.write(caller, claims);
        claims.setStringClaim(SESSION, session.toString());
        claims.setIssuedAt(NumericDate.fromSeconds(now));
        claims.setExpirationTime(NumericDate.fromSeconds(now + lifetime.toSeconds()));
        return keys.signAccess(claims, TYPE);
    }

    /** What the token was found to be before, if it was and is still good. */
    Optional<Verified> remembered(String token) {
        Verified known = verified.getIfPresent(token);
        return known != null && known.expiresAtSeconds > System.currentTimeMillis() / 1000
                ? Optional.of(known)
                : Optional.empty();
    }

    /** Whether the token was found to be one of ours that has expired. */
    boolean isOver(String token) {
        return over.getIfPresent(token) != null;
    }

    Verdict verify(String token) {
        try {
            JwtClaims claims = consumer.processToClaims(token);
            Verified fresh = new Verified(
                    LoginSessionId.fromString(claims.getStringClaimValue(SESSION)),
                    claims.getExpirationTime().getValue());
            verified.put(token, fresh);
            return new Verdict.Ours(fresh);
        } catch (InvalidJwtException refused) {
            return hasOnlyExpired(refused) ? expired(token) : new Verdict.NotOurs();
        } catch (MalformedClaimException | RuntimeException refused) {
            return new Verdict.NotOurs();
        }
    }

    /** The claims are looked at only after the signature was found to be good. */
    private static boolean hasOnlyExpired(InvalidJwtException refused) {
        return refused.hasExpired()
                && refused.getErrorDetails().stream().allMatch(error -> error.getErrorCode() == ErrorCodes.EXPIRED);
    }

    private Verdict expired(String token) {
        over.put(token, true);
        return new Verdict.Over();
    }

    private static Key keyOf(SigningKeys keys, JsonWebSignature signature) throws UnresolvableKeyException {
        String keyId = signature.getKeyIdHeaderValue();
        return keys.accessKey(keyId == null ? "" : keyId)
                .orElseThrow(() -> new UnresolvableKeyException("not a key of ours"))
                .getKey();
    }

    private static JwtConsumer consumer(SigningKeys keys) {
        return new JwtConsumerBuilder()
                .setVerificationKeyResolver((signature, nesting) -> keyOf(keys, signature))
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
