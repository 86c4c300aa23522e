package dev.tidepool.kernel.cache;

import com.github.benmanes.caffeine.cache.Caffeine;

/** How every cache in this process is begun. */
public final class LocalCaches {

    private LocalCaches() {}

    /**
     * A builder whose caches tidy up on the thread that uses them: a few entries at a time, which is less than waking another
     * thread for it costs the thread that serves a request.
     */
    public static Caffeine<Object, Object> newBuilder() {
        return Caffeine.newBuilder().executor(Runnable::run);
    }
}
