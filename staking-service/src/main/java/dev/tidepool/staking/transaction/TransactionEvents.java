package dev.tidepool.staking.transaction;

import dev.tidepool.kernel.event.Event;
import dev.tidepool.kernel.event.EventId;
import dev.tidepool.kernel.id.Uuid7Generator;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;

/**
 * Events {@code transaction:<state>} in the room {@code transaction:<id>}; data: {@code {"id","cluster","kind","state","stakeAccount"?,
 * "nonceAccount"?,"signature"?,"slot"?,"error"?}}. The audit trail has the build, the submit and what it came to, with
 * {@code "by"}, and {@code "wallet"} at a build.
 */
@ApplicationScoped
class TransactionEvents {

    private final Uuid7Generator ids;

    TransactionEvents(Uuid7Generator ids) {
        this.ids = ids;
    }

    Event built(StoredTransaction stored, String by) {
        TrackedTransaction built = TrackedTransaction.of(stored);
        JsonObject data = data(built, built.state())
                .put("by", by)
                .put("wallet", stored.wallet().toString());
        return event(built, built.state(), data).audited();
    }

    /** @param by who submitted it, or the service that followed it */
    Event changed(TrackedTransaction transaction, TransactionState next, String by) {
        JsonObject data = data(transaction, next);
        return switch (next) {
            case TransactionState.Processed processed -> event(transaction, next, data);
            case TransactionState.Confirmed confirmed -> event(transaction, next, data);
            case TransactionState.Failed failed ->
                event(transaction, next, data.put("by", by).put("severity", "warning"))
                        .audited();
            case TransactionState.Built built ->
                event(transaction, next, data.put("by", by)).audited();
            case TransactionState.Submitted submitted ->
                event(transaction, next, data.put("by", by)).audited();
            case TransactionState.Finalized finalized ->
                event(transaction, next, data.put("by", by)).audited();
            case TransactionState.Expired expired ->
                event(transaction, next, data.put("by", by)).audited();
        };
    }

    /** The same for webhooks, without who did it. */
    static JsonObject data(TrackedTransaction transaction, TransactionState next) {
        JsonObject data = new JsonObject()
                .put("id", transaction.id().toString())
                .put("cluster", transaction.cluster())
                .put("kind", transaction.kind().label())
                .put("state", next.label());
        String account = transaction.kind().isOfNonce() ? "nonceAccount" : "stakeAccount";
        transaction.target().ifPresent(target -> data.put(account, target.toString()));
        next.signature().ifPresent(signature -> data.put("signature", signature.toString()));
        next.slot().ifPresent(slot -> data.put("slot", slot));
        if (next instanceof TransactionState.Failed failed) {
            data.put("error", failed.error());
        }
        return data;
    }

    private Event event(TrackedTransaction transaction, TransactionState next, JsonObject data) {
        return Event.of(
                ids.next(EventId::new),
                "transaction:" + next.label(),
                transaction.organization(),
                Clock.systemUTC().instant(),
                List.of("transaction:" + transaction.id()),
                data);
    }
}
