package dev.tidepool.staking.chain;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The confirmed slots that endpoints were seen at. What it says of a lag is never too much: an endpoint that was looked at
 * earlier than another is granted the slots that fit in between.
 */
final class SlotWatch {

    /** The chain makes no slot faster. */
    private static final Duration SHORTEST_SLOT = Duration.ofMillis(400);

    private final AtomicReferenceArray<@Nullable Seen> seen;
    private final long maxLag;
    private final Duration memory;
    private final InstantSource clock;

    /** @param memory what was seen longer ago counts no more, or a cluster that was rolled back could never be used again */
    SlotWatch(int endpoints, long maxLag, Duration memory, InstantSource clock) {
        this.seen = new AtomicReferenceArray<>(endpoints);
        this.maxLag = maxLag;
        this.memory = memory;
        this.clock = clock;
    }

    private record Seen(long slot, Instant at) {

        /** The least that this one must be behind the other. */
        long lagBehind(Seen other) {
            Duration since = Duration.between(at, other.at);
            return other.slot - slot - (since.isNegative() ? 0 : since.dividedBy(SHORTEST_SLOT));
        }

        /** The later of two sights; of one moment's, the higher. */
        Seen or(Seen newer) {
            return newer.at.equals(at) && newer.slot < slot ? this : newer;
        }
    }

    void saw(int endpoint, long slot) {
        Seen now = new Seen(slot, clock.instant());
        seen.accumulateAndGet(endpoint, now, (before, newer) -> before == null ? newer : before.or(newer));
    }

    /** What it said counts no more. */
    void forget(int endpoint) {
        seen.set(endpoint, null);
    }

    /** In slots, behind the furthest of the others; empty when nothing is known of it. */
    OptionalLong lag(int endpoint) {
        return known(endpoint)
                .map(own -> OptionalLong.of(
                        Math.max(0, all().mapToLong(own::lagBehind).max().orElse(0))))
                .orElse(OptionalLong.empty());
    }

    boolean lags(int endpoint) {
        return lag(endpoint).orElse(0) > maxLag;
    }

    /** What an answer must not be older than; 0 when nothing is known. Nodes behind one address differ by a few slots. */
    long floor() {
        return Math.max(0, all().mapToLong(Seen::slot).max().orElse(0) - maxLag);
    }

    /** Whether it was seen this long ago at most. */
    boolean sawWithin(int endpoint, Duration age) {
        return known(endpoint)
                .filter(own -> Duration.between(own.at(), clock.instant()).compareTo(age) <= 0)
                .isPresent();
    }

    private Stream<Seen> all() {
        return IntStream.range(0, seen.length()).mapToObj(this::known).flatMap(Optional::stream);
    }

    private Optional<Seen> known(int endpoint) {
        return Optional.ofNullable(seen.get(endpoint))
                .filter(own -> Duration.between(own.at(), clock.instant()).compareTo(memory) <= 0);
    }
}
