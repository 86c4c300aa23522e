package dev.tidepool.staking.chain;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** Answers of the chain, each {@link Kept} for a while; of the keys, those used last. */
final class KeptByKey<K, T> {

    private final Duration maxAge;
    private final InstantSource clock;
    private final Function<K, Uni<T>> source;
    private final Map<K, Kept<T>> held;

    KeptByKey(Duration maxAge, int most, InstantSource clock, Function<K, Uni<T>> source) {
        this.maxAge = maxAge;
        this.clock = clock;
        this.source = source;
        this.held = new Bounded<>(most);
    }

    /** By use, the oldest goes first. */
    private static final class Bounded<K, T> extends LinkedHashMap<K, Kept<T>> {

        private static final long serialVersionUID = 1;
        private static final float LOAD = 0.75f;

        private final int most;

        private Bounded(int most) {
            super(most, LOAD, true);
            this.most = most;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, Kept<T>> eldest) {
            return size() > most;
        }
    }

    Uni<T> get(K key) {
        return of(key).get();
    }

    private Kept<T> of(K key) {
        synchronized (held) {
            return held.computeIfAbsent(key, absent -> new Kept<>(maxAge, clock, () -> source.apply(absent)));
        }
    }
}
