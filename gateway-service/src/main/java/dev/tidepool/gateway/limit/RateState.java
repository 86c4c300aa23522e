package dev.tidepool.gateway.limit;

import java.util.ArrayList;
import java.util.List;

/** How much of each rule is left after a decision. */
public record RateState(List<Window> windows) {

    public RateState {
        windows = List.copyOf(windows);
    }

    /**
     * @param remaining requests that would be admitted now
     * @param resetMicros until the oldest counted requests leave the window, in microseconds; the window's length if none is
     *     counted
     */
    public record Window(RateRule rule, int remaining, long resetMicros) {

        public long resetSeconds() {
            return (resetMicros + 999_999) / 1_000_000;
        }
    }

    /** The rules of both. */
    RateState and(RateState other) {
        List<Window> all = new ArrayList<>(windows);
        all.addAll(other.windows);
        return new RateState(all);
    }

    /** The rule that will refuse first. */
    Window tightest() {
        Window tightest = windows.getFirst();
        for (Window window : windows) {
            tightest = window.remaining() < tightest.remaining() ? window : tightest;
        }
        return tightest;
    }
}
