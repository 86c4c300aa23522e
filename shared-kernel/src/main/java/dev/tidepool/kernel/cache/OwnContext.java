package dev.tidepool.kernel.cache;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

/** Where several wait for one answer. */
public final class OwnContext {

    private OwnContext() {}

    /**
     * The same answer, on the context of whoever calls this. It comes on the context of whoever asked first: a request that
     * went on there would share that one's scope, and the identity kept in it, with all others that waited.
     */
    public static <T> Uni<T> resume(Uni<T> shared) {
        Context context = Vertx.currentContext();
        return context == null ? shared : shared.emitOn(task -> context.runOnContext(ignored -> task.run()));
    }
}
