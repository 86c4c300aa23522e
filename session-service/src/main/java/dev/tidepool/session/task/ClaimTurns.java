package dev.tidepool.session.task;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One claim at a time. One that has not come back for too long holds up no other; what it brings late is still welcome. */
final class ClaimTurns {

    private final Duration longest;
    private final AtomicReference<@Nullable Turn> current = new AtomicReference<>();

    ClaimTurns(Duration longest) {
        this.longest = longest;
    }

    /** One claim, since when it is under way. */
    record Turn(long begunNanos, CompletableFuture<Void> ended) {}

    /** Empty while another is under way. */
    Optional<Turn> begin(long nanoTime) {
        Turn known = current.get();
        if (known != null && nanoTime - known.begunNanos() < longest.toNanos()) {
            return Optional.empty();
        }
        Turn next = new Turn(nanoTime, new CompletableFuture<>());
        return current.compareAndSet(known, next) ? Optional.of(next) : Optional.empty();
    }

    void end(Turn turn) {
        current.compareAndSet(turn, null);
        turn.ended().complete(null);
    }

    /** When the one under way ends; at once when there is none. */
    CompletionStage<Void> ended() {
        Turn known = current.get();
        return known == null ? CompletableFuture.completedStage(null) : known.ended();
    }
}
