package dev.tidepool.local.process;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Polling for conditions that nothing announces: a server's readiness, a file of another process. */
public final class Waiting {
    private Waiting() {}

    /** Whether the condition came true in time; asked at least once, then at each pause. */
    public static boolean until(BooleanSupplier condition, Duration limit, Duration pause) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() >= deadline || !pause(pause)) {
                return false;
            }
        }
        return true;
    }

    /** Sleeps; false when the thread was interrupted meanwhile. */
    public static boolean pause(Duration duration) {
        try {
            Thread.sleep(duration);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
