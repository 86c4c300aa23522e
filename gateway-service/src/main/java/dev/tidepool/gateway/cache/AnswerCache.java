package dev.tidepool.gateway.cache;

import com.github.benmanes.caffeine.cache.Cache;
import dev.tidepool.kernel.cache.LocalCaches;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** The kept answers, by path and query. Whoever asks for one that is just being asked for waits for that one. */
@Singleton
class AnswerCache {

    private final Cache<String, KeptAnswer> kept;
    private final ConcurrentMap<String, Future<Optional<KeptAnswer>>> asked = new ConcurrentHashMap<>();

    /** How often something was dropped. */
    private final AtomicLong drops = new AtomicLong();

    AnswerCache(CacheConfig config, MeterRegistry metrics) {
        this.kept = LocalCaches.newBuilder()
                .maximumWeight(config.maxBytes())
                .weigher((String key, KeptAnswer answer) -> key.length() * 2 + answer.weight())
                .build();
        metrics.gauge(
                "tidepool.cache.bytes",
                kept,
                cache -> cache.policy()
                        .eviction()
                        .map(bound -> bound.weightedSize().orElse(0))
                        .orElse(0L));
    }

    Optional<KeptAnswer> find(String key, long now) {
        return Optional.ofNullable(kept.getIfPresent(key)).filter(answer -> answer.isFresh(now));
    }

    /** Asks, or waits for who asks already. May complete on another thread. Empty when the answer is none to be kept. */
    Future<Optional<KeptAnswer>> ask(String key, Supplier<Future<Optional<KeptAnswer>>> source) {
        Promise<Optional<KeptAnswer>> promise = Promise.promise();
        Future<Optional<KeptAnswer>> others = asked.putIfAbsent(key, promise.future());
        if (others != null) {
            return others;
        }
        long before = drops.get();
        // What it throws is a failure like any other: nobody must wait for it for ever.
        Future.succeededFuture().compose(begin -> source.get()).onComplete(result -> {
            if (result.succeeded() && drops.get() == before) {
                // What was dropped meanwhile may be what this answer still tells of: then it serves who waits, but is
                // not kept.
                result.result().ifPresent(answer -> kept.put(key, answer));
            }
            asked.remove(key);
            promise.handle(result);
        });
        return promise.future();
    }

    /** @return how many answers told of it */
    int drop(String tag) {
        drops.incrementAndGet();
        int before = kept.asMap().size();
        kept.asMap().values().removeIf(answer -> answer.caching().tags().contains(tag));
        return Math.max(0, before - kept.asMap().size());
    }

    /** @return how many there were: none or one */
    int forget(String key) {
        drops.incrementAndGet();
        return kept.asMap().remove(key) == null ? 0 : 1;
    }
}
