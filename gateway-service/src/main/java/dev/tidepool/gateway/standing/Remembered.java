package dev.tidepool.gateway.standing;

import com.github.benmanes.caffeine.cache.AsyncCache;
import dev.tidepool.kernel.cache.LocalCaches;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Answers remembered for a while, absent ones too. A look-up under way when its answer is to be forgotten is forgotten with
 * it, so a change is never overtaken.
 */
final class Remembered<K, V> {

    private final Function<K, Uni<Optional<V>>> source;
    private final Duration limit;
    private final AsyncCache<K, Optional<V>> known;

    Remembered(StandingConfig config, Function<K, Uni<Optional<V>>> source) {
        this.source = source;
        this.limit = config.lookUpTimeout();
        this.known = LocalCaches.newBuilder()
                .maximumSize(config.cacheSize())
                .expireAfterWrite(config.cacheLifetime())
                .buildAsync();
    }

    /** Completed at once when the answer is known; fails only when the source does, or does not answer in time. */
    Future<Optional<V>> get(K key) {
        CompletableFuture<Optional<V>> found = known.get(key, (absent, executor) -> lookUp(absent));
        if (found.isDone() && !found.isCompletedExceptionally()) {
            return Future.succeededFuture(found.join());
        }
        Context context = Vertx.currentContext();
        return context == null ? Future.fromCompletionStage(found) : Future.fromCompletionStage(found, context);
    }

    /** One that never came to an end would be joined by all who ask from now on. */
    private CompletableFuture<Optional<V>> lookUp(K key) {
        return source.apply(key).ifNoItem().after(limit).fail().subscribeAsCompletionStage();
    }

    void forget(K key) {
        known.synchronous().invalidate(key);
    }

    /** Forgets what matches, and what is still being looked up: that might. */
    void forgetIf(Predicate<V> outdated) {
        known.asMap().values().removeIf(answer -> {
            if (!answer.isDone() || answer.isCompletedExceptionally()) {
                return true;
            }
            return answer.join().filter(outdated).isPresent();
        });
    }

    void forgetAll() {
        known.synchronous().invalidateAll();
    }
}
