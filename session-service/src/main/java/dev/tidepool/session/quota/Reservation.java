package dev.tidepool.session.quota;

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

    /** They are not; does nothing after they were used. */
    public void release() {
        if (settled.compareAndSet(false, true)) {
            giveBack.run();
        }
    }
}
