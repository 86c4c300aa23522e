package dev.tidepool.gateway.limit;

/**
 * Admissions under one rule, by step of time: the local twin of the script in {@code limit/window.lua}, in constant memory.
 * Times are given, in microseconds of any clock that does not go back. Not thread-safe.
 */
final class WindowCount {

    private final RateRule rule;
    private final long stepMicros;
    private final int[] counts = new int[RateRule.STEPS + 1];
    private long present = Long.MIN_VALUE;
    private int total;

    WindowCount(RateRule rule) {
        this.rule = rule;
        this.stepMicros = rule.stepMicros();
    }

    RateRule rule() {
        return rule;
    }

    /** Whether so many more may be admitted. */
    boolean fits(int cost, long now) {
        advance(now);
        return total + cost <= rule.limit();
    }

    /** Counts so many admissions now. */
    void add(int cost, long now) {
        advance(now);
        counts[slot(present)] += cost;
        total += cost;
    }

    /** Takes back what was counted then, unless it has stopped counting by itself. */
    void remove(int cost, long then, long now) {
        advance(now);
        long step = Math.floorDiv(then, stepMicros);
        if (present - step <= RateRule.STEPS) {
            int taken = Math.min(cost, counts[slot(step)]);
            counts[slot(step)] -= taken;
            total -= taken;
        }
    }

    int remaining(long now) {
        advance(now);
        return Math.max(0, rule.limit() - total);
    }

    /** Until the oldest admission stops counting; the window's length if none is counted. */
    long resetMicros(long now) {
        advance(now);
        if (total == 0) {
            return rule.windowMicros();
        }
        long oldest = present - RateRule.STEPS;
        while (counts[slot(oldest)] == 0) {
            oldest++;
        }
        return (oldest + counts.length) * stepMicros - now;
    }

    /** Until so many more fit; 0 if they do now. A cost above the limit is charged as the limit, so the whole window is enough. */
    long waitMicros(int cost, long now) {
        advance(now);
        int excess = total + cost - rule.limit();
        long step = present - RateRule.STEPS;
        for (; excess > 0 && step <= present; step++) {
            excess -= counts[slot(step)];
        }
        return step == present - RateRule.STEPS ? 0 : (step + RateRule.STEPS) * stepMicros - now;
    }

    private void advance(long now) {
        long step = Math.floorDiv(now, stepMicros);
        for (; present < step && total > 0; present++) {
            int leaving = slot(present + 1);
            total -= counts[leaving];
            counts[leaving] = 0;
        }
        present = Math.max(present, step);
    }

    private int slot(long step) {
        return Math.floorMod(step, counts.length);
    }
}
