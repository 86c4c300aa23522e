package dev.tidepool.kernel.loop;

import io.smallrye.mutiny.Uni;

/** Work that goes to its end once it has begun, whether or not anybody still waits for it. */
public final class Unstoppable {

    private Unstoppable() {}

    /** The same; who cancels it learns nothing of its end, and does not stop it. */
    public static <T> Uni<T> of(Uni<T> work) {
        return Uni.createFrom().emitter(answer -> work.subscribe().with(answer::complete, answer::fail));
    }
}
