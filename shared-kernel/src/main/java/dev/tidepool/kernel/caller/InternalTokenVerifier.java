package dev.tidepool.kernel.caller;

import java.util.List;
import java.util.Optional;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.jwx.JsonWebStructure;
import org.jose4j.lang.JoseException;

/** Checks an internal token against given keys: ES256 only, our type, issuer and audience, and a short life. No I/O. */
public final class InternalTokenVerifier {

    private static final int CLOCK_SKEW_SECONDS = 30;

    private final List<JsonWebKey> keys;

    public InternalTokenVerifier(List<JsonWebKey> keys) {
        this.keys = List.copyOf(keys);
    }

    /** What a token turned out to be. */
    public sealed interface Verdict {
        record Accepted(Caller caller, long expiresAtSeconds) implements Verdict {}

        record Refused(String reason) implements Verdict {}

        /** Signed by a key that is not among those known: fetch them again. */
        record UnknownKey(String keyId) implements Verdict {}
    }

    public Verdict verify(String token) {
        try {
            if (!(JsonWebStructure.fromCompactSerialization(token) instanceof JsonWebSignature signature)) {
                return new Verdict.Refused("not signed");
            }
            String keyId = Optional.ofNullable(signature.getKeyIdHeaderValue()).orElse("");
            Optional<JsonWebKey> key = keys.stream()
                    .filter(known -> keyId.equals(known.getKeyId()))
                    .findFirst();
            return key.isPresent() ? verify(token, key.get()) : new Verdict.UnknownKey(keyId);
        } catch (JoseException malformed) {
            return new Verdict.Refused("malformed");
        }
    }

    private static Verdict verify(String token, JsonWebKey key) {
        try {
            JwtClaims claims = consumer(key).processToClaims(token);
            return new Verdict.Accepted(
                    CallerClaims.read(claims), claims.getExpirationTime().getValue());
        } catch (InvalidJwtException | MalformedClaimException | RuntimeException refused) {
            return new Verdict.Refused(refused.getClass().getSimpleName());
        }
    }

    private static JwtConsumer consumer(JsonWebKey key) {
        return new JwtConsumerBuilder()
                .setVerificationKey(key.getKey())
                .setJwsAlgorithmConstraints(
                        AlgorithmConstraints.ConstraintType.PERMIT,
                        AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256)
                .setExpectedType(true, InternalToken.TYPE)
                .setExpectedIssuer(InternalToken.ISSUER)
                .setExpectedAudience(InternalToken.AUDIENCE)
                .setRequireSubject()
                .setRequireExpirationTime()
                .setRequireIssuedAt()
                .setMaxFutureValidityInMinutes(1 + InternalToken.MAX_LIFETIME_SECONDS / 60)
                .setAllowedClockSkewInSeconds(CLOCK_SKEW_SECONDS)
                .build();
    }
}
