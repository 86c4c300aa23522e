package dev.tidepool.kernel.log;

import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** How many lines a second something may log that whoever is outside can cause at will; the rest is only counted. Thread-safe. */
public final class LogAllowance {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final int perSecond;
    private long since;
    private int logged;
    private long suppressed;

    public LogAllowance(int perSecond) {
        this.perSecond = perSecond;
        this.since = System.nanoTime() - SECOND;
    }

    /** How many lines were not logged since the last one that was, or empty if this one must not be either. */
    public synchronized OptionalLong next(long nanoTime) {
        if (nanoTime - since >= SECOND) {
            since = nanoTime;
            logged = 0;
        }
        if (logged >= perSecond) {
            suppressed++;
            return OptionalLong.empty();
        }
        logged++;
        long before = suppressed;
        suppressed = 0;
        return OptionalLong.of(before);
    }
}
