package dev.tidepool.kernel.db;

import io.smallrye.mutiny.Uni;
import org.jboss.logging.Logger;

/** Work on many rows in batches, so that no statement holds many for long. */
public final class Batches {

    private Batches() {}

    /**
     * Batch after batch, while there are full ones. Never fails: what is left is the next run's.
     *
     * @param batch does one with each subscription, and tells whether there may be more
     * @param kept names the event that the log is told when it fails, as {@code ended_keys_kept}
     */
    public static Uni<Void> all(Uni<Boolean> batch, Logger log, String kept) {
        return batch.repeat()
                .whilst(full -> full)
                .collect()
                .last()
                .replaceWithVoid()
                .onFailure()
                .invoke(failure -> log.warnf("event=%s reason=%s", kept, failure.toString()))
                .onFailure()
                .recoverWithNull();
    }
}
