package dev.tidepool.session.browser;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Promise;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Supplier;

/** Looks at pages take memory, as much as the page likes: so many are taken at once, and the others wait for their turn. */
@ApplicationScoped
class BrowserLooks {

    private final Deque<Promise<Void>> waiting = new ArrayDeque<>();
    private int free;

    @Inject
    BrowserLooks(BrowserConfig config) {
        this(config.maxLooks());
    }

    BrowserLooks(int most) {
        this.free = most;
    }

    /** Begins when there is room. Whoever gives up waiting leaves the line. */
    <T> Uni<T> inTurn(Supplier<Uni<T>> look) {
        return Uni.createFrom().deferred(() -> {
            Promise<Void> turn = enter();
            return Uni.createFrom()
                    .completionStage(() -> turn.future().toCompletionStage())
                    .chain(look::get)
                    .onTermination()
                    .invoke(() -> leave(turn));
        });
    }

    private synchronized Promise<Void> enter() {
        Promise<Void> turn = Promise.promise();
        if (free > 0) {
            free--;
            turn.complete();
        } else {
            waiting.addLast(turn);
        }
        return turn;
    }

    private void leave(Promise<Void> turn) {
        // Outside of the lock: what waits goes on at once.
        next(turn).ifPresent(Promise::complete);
    }

    private synchronized Optional<Promise<Void>> next(Promise<Void> left) {
        if (waiting.remove(left)) {
            return Optional.empty();
        }
        Optional<Promise<Void>> next = Optional.ofNullable(waiting.pollFirst());
        if (next.isEmpty()) {
            free++;
        }
        return next;
    }
}
