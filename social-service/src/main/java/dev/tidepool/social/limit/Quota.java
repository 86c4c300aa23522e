package dev.tidepool.social.limit;

import java.time.Duration;
import java.util.OptionalInt;

/**
 * How often something may be done.
 *
 * @param interval the least time between two of it; zero is no limit
 * @param perDay at most so many within any 24 hours; empty is no limit
 */
public record Quota(Duration interval, OptionalInt perDay) {

    /** What a day can count at most: what is written within 24 hours beyond this need not be read. */
    private static final int MAX_PER_DAY = 10_000;

    public Quota {
        if (interval.isNegative()) {
            throw new IllegalArgumentException("an interval is not negative: " + interval);
        }
        if (perDay.isPresent() && (perDay.getAsInt() < 1 || perDay.getAsInt() > MAX_PER_DAY)) {
            throw new IllegalArgumentException("a day's limit is 1 to " + MAX_PER_DAY + ": " + perDay.getAsInt());
        }
    }

    /** How many of the latest must be known in order to decide. */
    public int memory() {
        return perDay.orElse(1);
    }
}
