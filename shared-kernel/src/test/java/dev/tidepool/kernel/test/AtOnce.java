package dev.tidepool.kernel.test;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Work beside a test, each on a thread of its own that knows the application under test as the test does. The common pool
 * will not do: it has one thread less than there are processors, so what is to happen at once happens in turn, and a thread
 * of it keeps to the application it first met, whose port is gone after a restart.
 */
public final class AtOnce {

    private AtOnce() {}

    public static <T> CompletableFuture<T> supply(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, Thread::startVirtualThread);
    }

    public static CompletableFuture<Void> run(Runnable work) {
        return CompletableFuture.runAsync(work, Thread::startVirtualThread);
    }
}
