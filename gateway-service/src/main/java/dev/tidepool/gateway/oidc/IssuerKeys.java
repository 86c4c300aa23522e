package dev.tidepool.gateway.oidc;

import dev.tidepool.kernel.net.OutboundClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.security.Key;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/** One issuer's public keys: fetched when first needed, kept, fetched again when old or when an unknown key shows up. */
final class IssuerKeys {

    private static final Logger LOG = Logger.getLogger(IssuerKeys.class);

    /** Bounds what an issuer can make us hold. */
    private static final int MAX_KEYS = 100;

    private final TrustedIssuer issuer;
    private final OutboundClient client;
    private final Duration refreshInterval;
    private final Duration minimumInterval;
    private final MeterRegistry metrics;
    private Known known = new Known(Map.of(), 0);
    private long attemptedAt;
    private @Nullable Uni<Map<String, Key>> pending;

    IssuerKeys(TrustedIssuer issuer, OutboundClient client, OidcConfig config, MeterRegistry metrics) {
        this.issuer = issuer;
        this.client = client;
        this.refreshInterval = config.refreshInterval();
        this.minimumInterval = config.minimumInterval();
        this.metrics = metrics;
    }

    /** Keys by id and when they were fetched: a reading of the monotonic clock in nanoseconds, zero for never. */
    private record Known(Map<String, Key> keys, long fetchedAt) {}

    /** The key with this id, or empty when the issuer has none. Never fails: without an answer the old keys stand. */
    synchronized Uni<Optional<Key>> find(String keyId) {
        boolean fresh = !isOlderThan(known.fetchedAt(), refreshInterval);
        return fresh && known.keys().containsKey(keyId)
                ? Uni.createFrom().item(Optional.ofNullable(known.keys().get(keyId)))
                : refreshed().map(keys -> Optional.ofNullable(keys.get(keyId)));
    }

    private synchronized Uni<Map<String, Key>> refreshed() {
        if (pending != null) {
            return pending;
        }
        if (!isOlderThan(attemptedAt, minimumInterval)) {
            return Uni.createFrom().item(known.keys());
        }
        attemptedAt = System.nanoTime();
        Uni<Map<String, Key>> fetching =
                fetch().onTermination().invoke(this::settled).memoize().indefinitely();
        pending = fetching;
        return fetching;
    }

    private Uni<Map<String, Key>> fetch() {
        return keySetUrl()
                .chain(client::get)
                .map(answer -> accept(textOf(answer)))
                .onFailure()
                .recoverWithItem(this::keepOld);
    }

    private Uni<URI> keySetUrl() {
        return issuer.jwksUrl()
                .map(url -> Uni.createFrom().item(url))
                .orElseGet(() -> client.get(issuer.discovery()).map(answer -> discovered(textOf(answer))));
    }

    private URI discovered(String text) {
        JsonObject document = new JsonObject(text);
        if (!issuer.issuer().equals(document.getString("issuer"))) {
            throw new IllegalStateException("the discovery document is another issuer's");
        }
        return URI.create(document.getString("jwks_uri", ""));
    }

    private static String textOf(OutboundClient.Answer answer) {
        if (answer.status() != 200) {
            throw new IllegalStateException("status " + answer.status());
        }
        return answer.body().toString();
    }

    private synchronized Map<String, Key> accept(String json) {
        try {
            Map<String, Key> keys = new HashMap<>();
            for (JsonWebKey key : new JsonWebKeySet(json).getJsonWebKeys()) {
                if (isUsable(key) && keys.size() < MAX_KEYS) {
                    keys.put(key.getKeyId(), key.getKey());
                }
            }
            known = new Known(Map.copyOf(keys), System.nanoTime());
            count("fetched");
            LOG.infof("event=issuer_keys_fetched issuer=%s keys=%d", issuer.issuer(), keys.size());
            return known.keys();
        } catch (JoseException malformed) {
            throw new IllegalStateException("the key set is malformed", malformed);
        }
    }

    private static boolean isUsable(JsonWebKey key) {
        return key instanceof PublicJsonWebKey && key.getKeyId() != null && !"enc".equals(key.getUse());
    }

    private synchronized Map<String, Key> keepOld(Throwable failure) {
        count("failed");
        LOG.warnf("event=issuer_keys_unavailable issuer=%s reason=%s", issuer.issuer(), failure.toString());
        return known.keys();
    }

    private synchronized void settled() {
        pending = null;
    }

    private void count(String outcome) {
        metrics.counter("tidepool.oidc.key.fetches", "outcome", outcome).increment();
    }

    private static boolean isOlderThan(long reading, Duration age) {
        return reading == 0 || System.nanoTime() - reading > age.toNanos();
    }
}
