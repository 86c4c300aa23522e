package dev.tidepool.session.model;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Acts once when nothing happened for a while. The HTTP client's own idle timeout ends with the response's headers, so it
 * does not see a stream that falls silent.
 */
final class IdleTimer {

    private final Vertx vertx;
    private final long limitNanos;
    private final BooleanSupplier excused;
    private final Runnable action;
    private long last = System.nanoTime();
    private long timer;
    private boolean stopped;
    private boolean fired;

    private IdleTimer(Vertx vertx, Duration limit, BooleanSupplier excused, Runnable action) {
        this.vertx = vertx;
        this.limitNanos = limit.toNanos();
        this.excused = excused;
        this.action = action;
    }

    /** @param excused whether nothing could happen; asked when the time is up, which begins again then */
    static IdleTimer start(Vertx vertx, Duration limit, BooleanSupplier excused, Runnable action) {
        IdleTimer idle = new IdleTimer(vertx, limit, excused, action);
        idle.arm(idle.limitNanos);
        return idle;
    }

    /** Something happened. Cheap: the timer is set again only when it runs out. */
    synchronized void touch() {
        last = System.nanoTime();
    }

    synchronized void stop() {
        stopped = true;
        vertx.cancelTimer(timer);
    }

    synchronized boolean hasFired() {
        return fired;
    }

    private synchronized void arm(long nanos) {
        timer = vertx.setTimer(Math.max(1, nanos / 1_000_000), ignored -> check());
    }

    private void check() {
        if (expire()) {
            action.run();
        }
    }

    private synchronized boolean expire() {
        if (last + limitNanos <= System.nanoTime() && excused.getAsBoolean()) {
            touch();
        }
        long left = last + limitNanos - System.nanoTime();
        if (!stopped && left > 0) {
            arm(left);
        } else if (!stopped) {
            fired = true;
        }
        return fired;
    }
}
