package dev.tidepool.session.quota;

import io.smallrye.mutiny.Uni;
import java.util.concurrent.atomic.AtomicBoolean;

/** Messages that may be stored. Settled once: they were stored, or they are free again. */
public final class Reservation {

    private final Runnable giveBack;
    private final AtomicBoolean settled = new AtomicBoolean();

    Reservation(Runnable giveBack) {
        this.giveBack = giveBack;
    }

    /** Nothing was set aside. */
    public static Reservation none() {
        return new Reservation(() -> {});
    }

    /** The messages are being stored. */
    public void use() {
        settled.set(true);
    }

    /**
     * Stores the messages: from the subscription on it is the outcome that settles this, they are used exactly if they are stored.
     *
     * @param storing is not to be cancelled: whether it stored something would not be known
     */
    public <T> Uni<T> useFor(Uni<T> storing) {
        return Uni.createFrom().deferred(() -> {
            use();
            return storing.onFailure().invoke(failure -> giveBack.run());
        });
    }

    /** They are not; does nothing after they were used. */
    public void release() {
        if (settled.compareAndSet(false, true)) {
            giveBack.run();
        }
    }
}
