package dev.tidepool.session.quota;

import java.util.Arrays;
import java.util.Optional;

/** How far a quota is used when its organisation is told, once for each. Pure. */
enum Threshold {
    NEAR(80),
    REACHED(100);

    private final int percent;

    Threshold(int percent) {
        this.percent = percent;
    }

    int percent() {
        return percent;
    }

    /** The count from which on it is passed. */
    long of(long limit) {
        return (limit * percent + 99) / 100;
    }

    /** The highest threshold that is passed and that nobody was told of. A raised limit moves the thresholds: they are told anew. */
    static Optional<Threshold> toTell(MonthUse.Counted counted, long limit) {
        return Arrays.stream(values())
                .filter(threshold -> counted.used() >= threshold.of(limit) && counted.told() < threshold.of(limit))
                .reduce((lower, higher) -> higher);
    }
}
