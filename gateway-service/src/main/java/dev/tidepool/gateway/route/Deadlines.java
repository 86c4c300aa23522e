package dev.tidepool.gateway.route;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The time limits of one event loop's requests. Those of one length run out in the order they began, so a list for each length and
 * one look now and then do for all: a request costs no timer of its own. Not thread-safe.
 */
final class Deadlines {

    /** How late a limit may be noticed. */
    private static final Duration PRECISION = Duration.ofMillis(50);

    private final Vertx vertx;
    private final Map<Duration, Deadline> lists = new HashMap<>();
    private boolean watching;

    Deadlines(Vertx vertx) {
        this.vertx = vertx;
    }

    /** A limit that was set: a link of its list, whose first link is the list itself. */
    static final class Deadline {

        private final long at;
        private final @Nullable Runnable missed;
        private Deadline before = this;
        private Deadline after = this;

        private Deadline(long at, @Nullable Runnable missed) {
            this.at = at;
            this.missed = missed;
        }

        /** What it waited for has happened. Harmless when repeated. */
        void met() {
            before.after = after;
            after.before = before;
            before = this;
            after = this;
        }

        private void append(Deadline last) {
            last.before = before;
            last.after = this;
            before.after = last;
            before = last;
        }
    }

    /** Runs {@code missed} once the time is up, unless the deadline is met before. */
    Deadline after(Duration limit, Runnable missed) {
        Deadline list = lists.get(limit);
        if (list == null) {
            list = new Deadline(0, null);
            lists.put(limit, list);
        }
        Deadline deadline = new Deadline(System.nanoTime() + limit.toNanos(), missed);
        list.append(deadline);
        watch();
        return deadline;
    }

    private void watch() {
        if (!watching) {
            watching = true;
            vertx.setTimer(PRECISION.toMillis(), fired -> look());
        }
    }

    private void look() {
        watching = false;
        long now = System.nanoTime();
        boolean waiting = false;
        for (Deadline list : lists.values().toArray(new Deadline[0])) {
            for (Deadline first = list.after; first != list && now - first.at >= 0; first = list.after) {
                first.met();
                if (first.missed != null) {
                    first.missed.run();
                }
            }
            waiting |= list.after != list;
        }
        if (waiting) {
            watch();
        }
    }
}
