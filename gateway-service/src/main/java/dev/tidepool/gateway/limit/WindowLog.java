package dev.tidepool.gateway.limit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * Admissions of one subject as sliding logs, one per rule: the local twin of the script in {@code limit/window.lua}. Times
 * are given, in microseconds of any clock that does not go back. Not thread-safe.
 */
final class WindowLog {

    private final List<RateRule> rules;
    private final List<ArrayDeque<Long>> logs;

    WindowLog(List<RateRule> rules) {
        this.rules = rules;
        this.logs = rules.stream().map(rule -> new ArrayDeque<Long>()).toList();
    }

    /** Admits the request if every rule does, and counts it then. */
    RateDecision take(long now) {
        expire(now);
        long wait = 0;
        for (int i = 0; i < rules.size(); i++) {
            if (logs.get(i).size() >= rules.get(i).limit()) {
                wait = Math.max(wait, resetMicros(i, now));
            }
        }
        if (wait > 0) {
            return new RateDecision.Denied(state(now), java.time.Duration.ofNanos(wait * 1000));
        }
        logs.forEach(log -> log.addLast(now));
        return new RateDecision.Allowed(state(now));
    }

    /** Takes back one request counted at this time. */
    void release(long at) {
        logs.forEach(log -> log.removeLastOccurrence(at));
    }

    boolean isFor(List<RateRule> others) {
        return rules.equals(others);
    }

    private void expire(long now) {
        for (int i = 0; i < rules.size(); i++) {
            ArrayDeque<Long> log = logs.get(i);
            long start = now - rules.get(i).windowMicros();
            while (!log.isEmpty() && log.getFirst() <= start) {
                log.removeFirst();
            }
        }
    }

    private long resetMicros(int rule, long now) {
        ArrayDeque<Long> log = logs.get(rule);
        long window = rules.get(rule).windowMicros();
        return log.isEmpty() ? window : log.getFirst() + window - now;
    }

    private RateState state(long now) {
        List<RateState.Window> windows = new ArrayList<>(rules.size());
        for (int i = 0; i < rules.size(); i++) {
            int remaining = Math.max(0, rules.get(i).limit() - logs.get(i).size());
            windows.add(new RateState.Window(rules.get(i), remaining, resetMicros(i, now)));
        }
        return new RateState(windows);
    }
}
