package dev.tidepool.kernel.test;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Waits for a condition, without a fixed sleep. */
public final class Eventually {

    private static final Duration POLL = Duration.ofMillis(20);

    private Eventually() {}

    /** Repeats an assertion until it holds; after the limit its failure is the test's. */
    public static void within(Duration limit, Runnable assertion) {
        long deadline = System.nanoTime() + limit.toNanos();
        @Nullable AssertionError last = null;
        do {
            try {
                assertion.run();
                return;
            } catch (AssertionError failed) {
                last = failed;
                LockSupport.parkNanos(POLL.toNanos());
            }
        } while (System.nanoTime() < deadline);
        throw last;
    }

    /** Repeats a step until it gives a value. @throws AssertionError naming what was awaited */
    public static <T> T value(Duration limit, String what, Supplier<Optional<T>> step) {
        long deadline = System.nanoTime() + limit.toNanos();
        do {
            Optional<T> found = step.get();
            if (found.isPresent()) {
                return found.get();
            }
            LockSupport.parkNanos(POLL.toNanos());
        } while (System.nanoTime() < deadline);
        throw new AssertionError("no " + what + " within " + limit);
    }
}
