package dev.tidepool.gateway.limit;

import java.time.Duration;

/**
 * At most {@code limit} requests in any span of time as long as {@code window}. Time is counted in steps of a 60th of the
 * window: an admission stops counting between one window and one window and a step after it was made.
 *
 * @param name in the header {@code RateLimit-Policy}: {@code minute}, {@code hour} or {@code key}
 */
public record RateRule(String name, int limit, Duration window) {

    /** Steps that count besides the present one. */
    static final int STEPS = 60;

    /** The rule of an API key, beside its organisation's. */
    static final String OF_KEY = "key";

    RateRule(int limit, Duration window) {
        this(window.toHours() == 1 ? "hour" : "minute", limit, window);
    }

    static RateRule ofKey(int perMinute) {
        return new RateRule(OF_KEY, perMinute, Duration.ofMinutes(1));
    }

    public RateRule {
        if (limit < 1 || limit > 1_000_000) {
            throw new IllegalArgumentException("limit must be between 1 and 1000000: " + limit);
        }
        if (window.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("window must be at least a second: " + window);
        }
    }

    long windowMicros() {
        return window.toNanos() / 1000;
    }

    long stepMicros() {
        return windowMicros() / STEPS;
    }
}
