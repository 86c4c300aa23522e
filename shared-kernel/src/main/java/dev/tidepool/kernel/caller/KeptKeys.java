package dev.tidepool.kernel.caller;

import dev.tidepool.kernel.cache.OwnContext;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Somebody's public keys: fetched when first needed, kept, and fetched again when they are old or an unknown key shows up. Keys at
 * hand serve on while that goes on: whoever cannot be reached makes nobody wait who needs no new key.
 *
 * @param <T> what the keys are kept as
 */
public final class KeptKeys<T> {

    private final Duration refreshInterval;
    private final Duration minimumInterval;
    private final Supplier<Uni<T>> source;
    private final Consumer<Throwable> failed;
    private T known;

    /** Readings of the monotonic clock in nanoseconds, zero for never. */
    private long fetchedAt;

    private long attemptedAt;
    private @Nullable Uni<T> pending;

    /**
     * @param none what serves until something was fetched
     * @param refreshInterval the age at which what was fetched is fetched again
     * @param minimumInterval the least time between two fetches, however many unknown keys are presented
     * @param source fetches; it must end in time
     * @param failed told of a fetch that came to nothing
     */
    public KeptKeys(
            T none,
            Duration refreshInterval,
            Duration minimumInterval,
            Supplier<Uni<T>> source,
            Consumer<Throwable> failed) {
        this.known = none;
        this.refreshInterval = refreshInterval;
        this.minimumInterval = minimumInterval;
        this.source = source;
        this.failed = failed;
    }

    /** What is known; waits only if nothing was ever fetched. Never fails. */
    public synchronized Uni<T> current() {
        if (fetchedAt == 0) {
            return refreshed();
        }
        if (isOlderThan(fetchedAt, refreshInterval)) {
            refreshed().subscribe().with(fetched -> {});
        }
        return Uni.createFrom().item(known);
    }

    /** What is known after asking again, unless that was done a moment ago. Never fails. */
    public synchronized Uni<T> refreshed() {
        if (pending != null) {
            return OwnContext.resume(pending);
        }
        if (!isOlderThan(attemptedAt, minimumInterval)) {
            return Uni.createFrom().item(known);
        }
        attemptedAt = System.nanoTime();
        Uni<T> fetching = Uni.createFrom()
                .deferred(source::get)
                .map(this::accept)
                .onFailure()
                .invoke(failed)
                .onFailure()
                .recoverWithItem(this::known)
                .onTermination()
                .invoke(this::settled)
                .memoize()
                .indefinitely();
        pending = fetching;
        return OwnContext.resume(fetching);
    }

    private synchronized T accept(T fetched) {
        known = fetched;
        fetchedAt = System.nanoTime();
        return fetched;
    }

    private synchronized T known() {
        return known;
    }

    private synchronized void settled() {
        pending = null;
    }

    private static boolean isOlderThan(long reading, Duration age) {
        return reading == 0 || System.nanoTime() - reading > age.toNanos();
    }
}
