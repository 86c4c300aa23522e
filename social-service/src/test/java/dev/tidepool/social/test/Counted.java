package dev.tidepool.social.test;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;

/** A counter of the service, from where it stands when the test looks first. */
public final class Counted {

    private final MeterRegistry metrics;
    private final String name;
    private final String[] tags;
    private final double before;

    /** @param tags names and values in turn */
    public Counted(MeterRegistry metrics, String name, String... tags) {
        this.metrics = metrics;
        this.name = name;
        this.tags = tags.clone();
        this.before = count();
    }

    /** By how much it went up since. */
    public double since() {
        return count() - before;
    }

    private double count() {
        return Optional.ofNullable(metrics.find(name).tags(tags).counter())
                .map(Counter::count)
                .orElse(0.0);
    }
}
