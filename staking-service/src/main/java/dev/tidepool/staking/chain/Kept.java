package dev.tidepool.staking.chain;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An answer of the chain that is asked for again only after a while; failures are not kept. */
public final class Kept<T> {

    private final Duration maxAge;
    private final InstantSource clock;
    private final Supplier<Uni<T>> source;
    private final SingleFlight<T> flight = new SingleFlight<>();
    private volatile @Nullable Held<T> held;

    public Kept(Duration maxAge, InstantSource clock, Supplier<Uni<T>> source) {
        this.maxAge = maxAge;
        this.clock = clock;
        this.source = source;
    }

    private record Held<T>(T value, Instant until) {}

    public Uni<T> get() {
        Held<T> now = held;
        return now != null && clock.instant().isBefore(now.until())
                ? Uni.createFrom().item(now.value())
                : flight.join(this::fetch);
    }

    /** What is kept, however old; asked for if nothing is. */
    Uni<T> last() {
        Held<T> now = held;
        return now == null ? flight.join(this::fetch) : Uni.createFrom().item(now.value());
    }

    /** Asks anew, whatever is kept. */
    Uni<T> renew() {
        return flight.join(this::fetch);
    }

    private Uni<T> fetch() {
        return source.get()
                .invoke(value -> held = new Held<>(value, clock.instant().plus(maxAge)));
    }
}
