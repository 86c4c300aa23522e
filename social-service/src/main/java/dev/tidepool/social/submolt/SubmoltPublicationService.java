package dev.tidepool.social.submolt;

import dev.tidepool.kernel.event.EventId;
import dev.tidepool.kernel.event.Outbox;
import dev.tidepool.kernel.id.Uuid7Generator;
import dev.tidepool.social.agent.Author;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;

/** Makes submolts public. */
@ApplicationScoped
public class SubmoltPublicationService {

    private final PendingSubmoltRepository pending;
    private final Outbox outbox;
    private final Uuid7Generator ids;

    SubmoltPublicationService(PendingSubmoltRepository pending, Outbox outbox, Uuid7Generator ids) {
        this.pending = pending;
        this.outbox = outbox;
        this.ids = ids;
    }

    /** In the transaction that makes or releases the submolt. Wake the relay after the commit. */
    Uni<Void> publish(SqlConnection transaction, SubmoltId id, String name, Author maker, Instant now) {
        return outbox.append(transaction, SubmoltEvent.created(ids.next(EventId::new), id, name, maker, now));
    }

    /** Shows a submolt that was held back. False when it is gone. */
    public Uni<Boolean> release(SqlConnection transaction, SubmoltId id, Author maker, Instant now) {
        return pending.release(transaction, id)
                .chain(name -> name.map(found ->
                                publish(transaction, id, found, maker, now).replaceWith(true))
                        .orElseGet(() -> Uni.createFrom().item(false)));
    }

    /** Those of the submolts that are held back are never shown, and their names are free again. */
    public Uni<Void> drop(SqlConnection transaction, List<SubmoltId> submolts) {
        return submolts.isEmpty() ? Uni.createFrom().voidItem() : pending.drop(transaction, submolts);
    }
}
