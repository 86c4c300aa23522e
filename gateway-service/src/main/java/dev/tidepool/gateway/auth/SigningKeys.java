package dev.tidepool.gateway.auth;

import dev.tidepool.gateway.audit.AuditTrail;
import dev.tidepool.gateway.audit.SecurityEvent;
import dev.tidepool.gateway.audit.Severity;
import dev.tidepool.gateway.auth.KeyRing.DatedKey;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwt.JwtClaims;

/**
 * The keys of the gateway, of two purposes: those that sign what services believe, and those that sign what clients carry.
 * Each rotates by age: the next key is made and published, signs once every kept key set has it, and the one before it is
 * deleted when nothing it signed can be valid any more.
 */
@Startup
@ApplicationScoped
public class SigningKeys {

    private static final Logger LOG = Logger.getLogger(SigningKeys.class);

    private final AuthConfig config;
    private final Rotation internal;
    private final Rotation access;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    @Inject
    SigningKeys(AuthConfig config, MeterRegistry metrics, AuditTrail audit) {
        this(config, metrics, audit::note);
    }

    SigningKeys(AuthConfig config, MeterRegistry metrics, Consumer<SecurityEvent> audit) {
        requireOverlap(config);
        this.config = config;
        this.internal = new Rotation("internal", config, metrics, audit);
        this.access = new Rotation("access", config, metrics, audit);
        follow();
    }

    private static void requireOverlap(AuthConfig config) {
        Duration least = config.keySetMaxAge().plus(config.keyCheckInterval().multipliedBy(2));
        if (config.keyPublishedBefore().compareTo(least) < 0
                || config.keyKept().compareTo(config.accessTokenLifetime()) < 0
                || config.keyRotation().compareTo(config.keyPublishedBefore()) <= 0) {
            throw new IllegalStateException(
                    "tidepool.auth.key-published-before must be at least key-set-max-age and two"
                            + " key-check-intervals (" + least
                            + "), key-kept at least access-token-lifetime, and key-rotation"
                            + " more than key-published-before");
        }
    }

    /** One purpose's keys as they were last read. */
    private static final class Rotation {

        private final SigningKeyDirectory directory;
        private final String purpose;
        private final MeterRegistry metrics;
        private final Consumer<SecurityEvent> audit;
        private volatile KeyRing ring;

        Rotation(String purpose, AuthConfig config, MeterRegistry metrics, Consumer<SecurityEvent> audit) {
            this.purpose = purpose;
            this.metrics = metrics;
            this.audit = audit;
            this.directory = new SigningKeyDirectory(config.signingKeysDirectory(), purpose);
            this.ring = directory.load(List.of());
            metrics.gauge(
                    "tidepool.auth.signing.key.age",
                    List.of(io.micrometer.core.instrument.Tag.of("purpose", purpose)),
                    this,
                    held -> Duration.between(held.ring.newest().since(), Instant.now())
                            .toSeconds());
        }

        /** What others did is taken up first: it must not depend on what may be done here. */
        void follow(Instant now, AuthConfig config) {
            ring = directory.load(ring.keys());
            DatedKey newest = ring.newest();
            if (!newest.since().plus(config.keyRotation()).isAfter(now)) {
                alone(() -> make(newest.number() + 1));
            }
            for (DatedKey retired : ring.retired(now, config.keyPublishedBefore(), config.keyKept())) {
                alone(() -> delete(retired.number()));
            }
            ring = directory.load(ring.keys());
        }

        private void make(int number) {
            if (directory.make(number)) {
                metrics.counter("tidepool.auth.signing.keys.made", "purpose", purpose)
                        .increment();
                report("signing_key.made", number);
            }
        }

        private void delete(int number) {
            if (directory.delete(number)) {
                report("signing_key.deleted", number);
            }
        }

        private void report(String type, int number) {
            LOG.infof("event=%s purpose=%s number=%d", type.replace('.', '_'), purpose, number);
            audit.accept(SecurityEvent.system(
                    type, Severity.WARNING, Map.of("purpose", purpose, "number", Integer.toString(number))));
        }

        /** One that fails, as in a directory that is only read here, keeps no other from being done. */
        private void alone(Runnable step) {
            try {
                step.run();
            } catch (RuntimeException failure) {
                LOG.errorf(failure, "event=signing_key_not_rotated purpose=%s", purpose);
            }
        }
    }

    /** Rotates what is due and takes up what other gateways did. Runs on a worker thread. */
    @Scheduled(
            every = "${tidepool.auth.key-check-interval:1m}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void follow() {
        follow(internal);
        follow(access);
    }

    /** Keys that are known serve on when the directory cannot be read. */
    private void follow(Rotation rotation) {
        List<String> before = rotation.ring.ids();
        try {
            rotation.follow(Instant.now(), config);
        } catch (RuntimeException failure) {
            LOG.errorf(failure, "event=signing_keys_not_followed purpose=%s", rotation.purpose);
        }
        if (!rotation.ring.ids().equals(before)) {
            LOG.infof("event=signing_keys_changed purpose=%s", rotation.purpose);
            listeners.forEach(Runnable::run);
        }
    }

    /** Runs it whenever a key set has become another, here: every gateway follows the directory for itself. */
    void whenChanged(Runnable listener) {
        listeners.add(listener);
    }

    /** The key set that services verify internal tokens with. */
    public JsonObject internalKeySet() {
        return new JsonObject(new JsonWebKeySet(internal.ring.all()).toJson());
    }

    /** The key set that anybody may verify access tokens with. */
    public JsonObject accessKeySet() {
        return new JsonObject(new JsonWebKeySet(access.ring.all()).toJson());
    }

    /** What verifies internal tokens. */
    public List<JsonWebKey> internalKeys() {
        return internal.ring.all();
    }

    /** The access key with this id, or empty when there is none. */
    Optional<EllipticCurveJsonWebKey> accessKey(String keyId) {
        return access.ring.ofId(keyId);
    }

    /** A compact JWS for services. */
    String signInternal(JwtClaims claims, String type) {
        return sign(claims, type, internal);
    }

    /** A compact JWS for clients. */
    String signAccess(JwtClaims claims, String type) {
        return sign(claims, type, access);
    }

    private String sign(JwtClaims claims, String type, Rotation rotation) {
        EllipticCurveJsonWebKey key = rotation.ring
                .signing(Instant.now(), config.keyPublishedBefore())
                .key();
        return Jwt.claims(claims.getClaimsMap())
                .jws()
                .header("typ", type)
                .keyId(key.getKeyId())
                .algorithm(SignatureAlgorithm.ES256)
                .sign(key.getEcPrivateKey());
    }
}
