package dev.tidepool.staking.chain;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Lets callers who want the same thing at the same time share one piece of work. */
final class SingleFlight<T> {

    private final AtomicReference<@Nullable Uni<T>> underWay = new AtomicReference<>();

    Uni<T> join(Supplier<Uni<T>> work) {
        return Uni.createFrom().deferred(() -> onOwnContext(start(work)));
    }

    private Uni<T> start(Supplier<Uni<T>> work) {
        Uni<T> mine = Uni.createFrom()
                .deferred(work::get)
                .onTermination()
                .invoke(() -> underWay.set(null))
                .memoize()
                .indefinitely();
        Uni<T> others = underWay.compareAndExchange(null, mine);
        return others == null ? mine : others;
    }

    /** The one who did the work may live on another event loop, where the joiner's database session must not be used. */
    static <T> Uni<T> onOwnContext(Uni<T> shared) {
        Context context = Vertx.currentContext();
        return context == null ? shared : shared.emitOn(task -> context.runOnContext(ignored -> task.run()));
    }
}
