package dev.tidepool.staking.transaction;

import dev.tidepool.kernel.event.Event;
import dev.tidepool.kernel.event.EventId;
import dev.tidepool.kernel.id.Uuid7Generator;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;

/**
 * Events {@code transaction:<state>} in the room {@code transaction:<id>}; data: {@code {"id","kind","state","stakeAccount"?,
 * "nonceAccount"?,"signature"?,"slot"?,"error"?}}.
 */
@ApplicationScoped
class TransactionEvents {

    private final Uuid7Generator ids;

    TransactionEvents(Uuid7Generator ids) {
        this.ids = ids;
    }

    Event changed(TrackedTransaction transaction, TransactionState next) {
        JsonObject data = new JsonObject()
                .put("id", transaction.id().toString())
                .put("kind", transaction.kind().label())
                .put("state", next.label());
        String account = transaction.kind().isOfNonce() ? "nonceAccount" : "stakeAccount";
        transaction.target().ifPresent(target -> data.put(account, target.toString()));
        next.signature().ifPresent(signature -> data.put("signature", signature.toString()));
        next.slot().ifPresent(slot -> data.put("slot", slot));
        if (next instanceof TransactionState.Failed failed) {
            data.put("error", failed.error());
        }
        return Event.of(
                ids.next(EventId::new),
                "transaction:" + next.label(),
                transaction.organization(),
                Clock.systemUTC().instant(),
                List.of("transaction:" + transaction.id()),
                data);
    }
}
