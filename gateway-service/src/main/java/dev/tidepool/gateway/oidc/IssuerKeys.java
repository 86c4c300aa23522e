package dev.tidepool.gateway.oidc;

import dev.tidepool.kernel.caller.KeptKeys;
import dev.tidepool.kernel.net.OutboundClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.security.Key;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;

/** One issuer's public keys: fetched when first needed, kept, fetched again when old or when an unknown key shows up. */
final class IssuerKeys {

    private static final Logger LOG = Logger.getLogger(IssuerKeys.class);

    /** Bounds what an issuer can make us hold. */
    private static final int MAX_KEYS = 100;

    private final TrustedIssuer issuer;
    private final OutboundClient client;
    private final MeterRegistry metrics;
    private final KeptKeys<Map<String, Key>> kept;

    IssuerKeys(TrustedIssuer issuer, OutboundClient client, OidcConfig config, MeterRegistry metrics) {
        this.issuer = issuer;
        this.client = client;
        this.metrics = metrics;
        this.kept = new KeptKeys<>(
                Map.of(), config.refreshInterval(), config.minimumInterval(), this::fetch, this::unavailable);
    }

    /**
     * The key with this id, or empty when the issuer has none. Never fails: without an answer the old keys stand. One that was
     * withdrawn may let one more token in after the refresh interval: with it the set is fetched again.
     */
    Uni<Optional<Key>> find(String keyId) {
        return kept.current()
                .chain(known -> known.containsKey(keyId) ? Uni.createFrom().item(known) : kept.refreshed())
                .map(keys -> Optional.ofNullable(keys.get(keyId)));
    }

    private Uni<Map<String, Key>> fetch() {
        return keySetUrl().chain(client::get).map(answer -> keysOf(textOf(answer)));
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

    private Map<String, Key> keysOf(String json) {
        try {
            Map<String, Key> keys = new HashMap<>();
            for (JsonWebKey key : new JsonWebKeySet(json).getJsonWebKeys()) {
                if (isUsable(key) && keys.size() < MAX_KEYS) {
                    keys.put(key.getKeyId(), key.getKey());
                }
            }
            count("fetched");
            LOG.infof("event=issuer_keys_fetched issuer=%s keys=%d", issuer.issuer(), keys.size());
            return Map.copyOf(keys);
        } catch (JoseException malformed) {
            throw new IllegalStateException("the key set is malformed", malformed);
        }
    }

    private static boolean isUsable(JsonWebKey key) {
        return key instanceof PublicJsonWebKey && key.getKeyId() != null && !"enc".equals(key.getUse());
    }

    private void unavailable(Throwable failure) {
        count("failed");
        LOG.warnf("event=issuer_keys_unavailable issuer=%s reason=%s", issuer.issuer(), failure.toString());
    }

    private void count(String outcome) {
        metrics.counter("tidepool.oidc.key.fetches", "outcome", outcome).increment();
    }
}
