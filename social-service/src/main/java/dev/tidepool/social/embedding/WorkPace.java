package dev.tidepool.social.embedding;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Lets work have only a share of the time: each piece of it is followed by a rest in proportion. For one worker. */
@Singleton
final class WorkPace {

    private final double share;
    private final LongSupplier nanoTime;
    private volatile long restedAt;

    /** @throws IllegalStateException for a share that is none */
    @Inject
    WorkPace(EmbeddingConfig config) {
        this(config.share(), System::nanoTime);
    }

    /**
     * @param share above 0 to 1; 1 never rests
     * @param nanoTime the clock
     * @throws IllegalStateException for a share that is none
     */
    WorkPace(double share, LongSupplier nanoTime) {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalStateException("tidepool.social.embedding.share must be above 0 and at most 1: " + share);
        }
        this.share = share;
        this.nanoTime = nanoTime;
        this.restedAt = nanoTime.getAsLong();
    }

    boolean isResting() {
        return nanoTime.getAsLong() - restedAt < 0;
    }

    /** When a piece of work begins, for {@link #worked}. */
    long begin() {
        return nanoTime.getAsLong();
    }

    /** Whether the work that began then has had its share of a round. */
    boolean isSpent(long began, Duration round) {
        return nanoTime.getAsLong() - began >= round.toNanos() * share;
    }

    /** The work that began then is done: a rest follows. */
    void worked(long began) {
        long now = nanoTime.getAsLong();
        restedAt = now + (long) ((now - began) * (1 / share - 1));
    }
}
