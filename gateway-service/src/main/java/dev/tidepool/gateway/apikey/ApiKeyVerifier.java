package dev.tidepool.gateway.apikey;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.tidepool.kernel.caller.Caller;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Finds the caller of a key by its hash and remembers the answer for a while. A look-up under way when its key is revoked is
 * forgotten with it, so a revocation is never overtaken.
 */
@ApplicationScoped
public class ApiKeyVerifier {

    private final ApiKeyRepository repository;
    private final MeterRegistry metrics;
    private final AsyncCache<String, Optional<Caller.Member>> known;

    ApiKeyVerifier(ApiKeyRepository repository, ApiKeyConfig config, MeterRegistry metrics) {
        this.repository = repository;
        this.metrics = metrics;
        this.known = Caffeine.newBuilder()
                .maximumSize(config.cacheSize())
                .expireAfterWrite(config.cacheLifetime())
                .buildAsync();
    }

    /** The caller, or empty for a key that is unknown or revoked. Fails only when the database does. */
    public Future<Optional<Caller.Member>> verify(String key) {
        String hash = ApiKeyText.hash(key);
        CompletableFuture<Optional<Caller.Member>> found = known.get(hash, (absent, executor) -> lookUp(hash));
        if (found.isDone() && !found.isCompletedExceptionally()) {
            return Future.succeededFuture(found.join());
        }
        Context context = Vertx.currentContext();
        return context == null ? Future.fromCompletionStage(found) : Future.fromCompletionStage(found, context);
    }

    void forget(String hash) {
        known.synchronous().invalidate(hash);
    }

    void forgetAll() {
        known.synchronous().invalidateAll();
    }

    private CompletableFuture<Optional<Caller.Member>> lookUp(String hash) {
        return repository
                .find(hash)
                .map(found -> found.filter(key -> isSame(key.hash(), hash)).map(ApiKeyRepository.Found::caller))
                .invoke(found -> metrics.counter(
                                "tidepool.apikey.lookups", "outcome", found.isPresent() ? "found" : "unknown")
                        .increment())
                .subscribeAsCompletionStage();
    }

    private static boolean isSame(String stored, String shown) {
        return MessageDigest.isEqual(
                stored.getBytes(StandardCharsets.US_ASCII), shown.getBytes(StandardCharsets.US_ASCII));
    }
}
