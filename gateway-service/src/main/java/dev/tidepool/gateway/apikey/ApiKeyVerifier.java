package dev.tidepool.gateway.apikey;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Cache;
import dev.tidepool.kernel.cache.LocalCaches;
import dev.tidepool.kernel.id.OrganizationId;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/**
 * Finds out what a key is by its hash, and remembers the answer for a while: keys that work, and apart from them those that
 * do not, so that guesses displace no key. A look-up under way when its key is revoked is forgotten with it, so a revocation
 * is never overtaken. A key that is no key stays none, so that only time forgets it.
 */
@Singleton
public class ApiKeyVerifier {

    private static final KeyVerdict NOT_ASKED = new KeyVerdict.NotAsked();

    private final ApiKeyRepository repository;
    private final KeyUsage usage;
    private final MeterRegistry metrics;
    private final Duration lookUpTimeout;
    private final AsyncCache<String, KeyVerdict> known;
    private final Cache<String, KeyVerdict> refused;

    /** Texts that worked not long ago, by their hashes: no guesses, though what they are now is to be looked up. */
    private final Cache<String, Boolean> workedLately;

    ApiKeyVerifier(ApiKeyRepository repository, KeyUsage usage, ApiKeyConfig config, MeterRegistry metrics) {
        this.repository = repository;
        this.usage = usage;
        this.metrics = metrics;
        this.lookUpTimeout = config.lookUpTimeout();
        this.known = LocalCaches.newBuilder()
                .maximumSize(config.cacheSize())
                .expireAfterWrite(config.cacheLifetime())
                .buildAsync();
        this.workedLately = LocalCaches.newBuilder()
                .maximumSize(config.recentCacheSize())
                .expireAfterWrite(config.recentLifetime())
                .build();
        this.refused = LocalCaches.newBuilder()
                .maximumSize(config.refusedCacheSize())
                .expireAfterWrite(config.cacheLifetime())
                .build();
    }

    /**
     * What the key is; if it works, this was a use of it. Completed at once when it is remembered; fails only when the
     * database does or does not answer in time.
     *
     * @param mayLookUp asked when it is not remembered and has not worked lately
     */
    public Future<KeyVerdict> verify(String key, BooleanSupplier mayLookUp) {
        String hash = ApiKeyText.hash(key);
        KeyVerdict bad = refused.getIfPresent(hash);
        if (bad != null) {
            return Future.succeededFuture(bad);
        }
        CompletableFuture<KeyVerdict> found = known.getIfPresent(hash);
        if (found == null) {
            if (workedLately.getIfPresent(hash) == null && !mayLookUp.getAsBoolean()) {
                return Future.succeededFuture(NOT_ASKED);
            }
            found = known.get(hash, (absent, executor) -> lookUp(absent));
        }
        if (found.isDone() && !found.isCompletedExceptionally()) {
            return Future.succeededFuture(used(found.join()));
        }
        Context context = Vertx.currentContext();
        Future<KeyVerdict> later =
                context == null ? Future.fromCompletionStage(found) : Future.fromCompletionStage(found, context);
        return later.map(this::used);
    }

    /** What a key that was live before is by now, looked up anew by its hash. No use of it is counted. */
    public Future<KeyVerdict> recheck(String hash) {
        forget(hash);
        CompletableFuture<KeyVerdict> found = known.get(hash, (absent, executor) -> lookUp(absent));
        return Future.fromCompletionStage(found);
    }

    void forget(String hash) {
        known.synchronous().invalidate(hash);
    }

    /** Forgets the organisation's keys, and those still being looked up: they might be its. */
    public void forgetOrganization(OrganizationId organization) {
        known.asMap()
                .values()
                .removeIf(found -> !found.isDone()
                        || found.isCompletedExceptionally()
                        || (found.join() instanceof KeyVerdict.Live live
                                && live.caller().organization().equals(organization)));
    }

    void forgetAll() {
        known.synchronous().invalidateAll();
    }

    /** A key ends by the clock, on every gateway at the same time. */
    private KeyVerdict used(KeyVerdict verdict) {
        if (!(verdict instanceof KeyVerdict.Live live)) {
            return verdict;
        }
        long now = System.currentTimeMillis();
        if (live.endsAt().isPresent() && live.endsAt().get().toEpochMilli() <= now) {
            return new KeyVerdict.Ended(live.id(), live.caller().organization());
        }
        usage.count(live.id(), now);
        return live;
    }

    private CompletableFuture<KeyVerdict> lookUp(String hash) {
        return repository
                .find(hash)
                .invoke(verdict -> settle(hash, verdict))
                .ifNoItem()
                .after(lookUpTimeout)
                .fail()
                .subscribeAsCompletionStage();
    }

    private void settle(String hash, KeyVerdict verdict) {
        String outcome = switch (verdict) {
            case KeyVerdict.Live live -> "found";
            case KeyVerdict.Ended ended -> "ended";
            case KeyVerdict.Unknown unknown -> "unknown";
            case KeyVerdict.NotAsked notAsked -> "not_asked";
        };
        metrics.counter("tidepool.apikey.lookups", "outcome", outcome).increment();
        if (verdict instanceof KeyVerdict.Live) {
            workedLately.put(hash, true);
        } else {
            workedLately.invalidate(hash);
            refused.put(hash, verdict);
            known.synchronous().invalidate(hash);
        }
    }
}
