package dev.tidepool.social.webhook;

import dev.tidepool.kernel.db.Rows;
import dev.tidepool.kernel.id.OrganizationId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/** Stores how attempts ended, each method within the transaction of one. */
@ApplicationScoped
class OutcomeRepository {

    /** What a later attempt, or a replay, has overtaken is not touched. */
    private static final String MINE = " WHERE id = $1 AND lease = $2 AND status = 'pending'";

    private static final String DELIVERED = """
            UPDATE social.webhook_deliveries
            SET status = 'delivered', leased_until = NULL, lease = NULL, finished_at = $3, last_status = $4, last_error = NULL""" + MINE;

    private static final String RETRY = """
            UPDATE social.webhook_deliveries
            SET next_attempt_at = $3, leased_until = NULL, lease = NULL, last_status = $4, last_error = $5""" + MINE;

    private static final String GIVE_UP = """
            UPDATE social.webhook_deliveries
            SET status = 'failed', finished_at = $3, leased_until = NULL, lease = NULL, last_status = $4, last_error = $5""" + MINE;

    /** Nothing was sent, and that was not the receiver's doing: it was no attempt. */
    private static final String POSTPONE = """
            UPDATE social.webhook_deliveries
            SET attempts = attempts - 1, next_attempt_at = $3, leased_until = NULL, lease = NULL""" + MINE;

    /** Nothing was sent: that was no attempt. */
    private static final String WITHDRAWN = """
            UPDATE social.webhook_deliveries
            SET status = 'withdrawn', attempts = attempts - 1, finished_at = $3, leased_until = NULL, lease = NULL, last_error = NULL""" + MINE;

    private static final String SUCCEEDED = "UPDATE social.webhooks SET failures = 0 WHERE id = $1 AND failures > 0";

    /** A row comes back when this was the failure that disabled it. */
    private static final String FAILED = """
            UPDATE social.webhooks w
            SET failures = w.failures + 1,
                is_enabled = w.is_enabled AND w.failures + 1 < $2,
                disabled_reason = CASE WHEN w.is_enabled AND w.failures + 1 >= $2 THEN $3 ELSE w.disabled_reason END
            FROM (SELECT id, is_enabled FROM social.webhooks WHERE id = $1 FOR UPDATE) before, social.agents a
            WHERE w.id = before.id AND a.id = w.agent_id
            RETURNING before.is_enabled AND NOT w.is_enabled AS ended, a.organization_id""";

    /** Locks the webhook ahead of its deliveries, as who deletes it does; false when it is gone. */
    Uni<Boolean> hold(SqlConnection transaction, WebhookId webhook) {
        return transaction
                .preparedQuery("SELECT id FROM social.webhooks WHERE id = $1 FOR UPDATE")
                .execute(Tuple.of(webhook.value()))
                .map(rows -> rows.rowCount() == 1);
    }

    Uni<Boolean> delivered(SqlConnection transaction, DueDelivery due, int status, Instant now) {
        return transaction
                .preparedQuery(DELIVERED)
                .execute(Tuple.of(due.id().value(), due.lease(), now.atOffset(ZoneOffset.UTC), status))
                .map(rows -> rows.rowCount() == 1);
    }

    Uni<Void> postpone(SqlConnection transaction, DueDelivery due, Instant next) {
        return transaction
                .preparedQuery(POSTPONE)
                .execute(Tuple.of(due.id().value(), due.lease(), next.atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    Uni<Void> withdrawn(SqlConnection transaction, DueDelivery due, Instant now) {
        return transaction
                .preparedQuery(WITHDRAWN)
                .execute(Tuple.of(due.id().value(), due.lease(), now.atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    Uni<Boolean> retry(SqlConnection transaction, DueDelivery due, Failure failure, Instant next) {
        return failed(transaction, RETRY, due, failure, next);
    }

    Uni<Boolean> giveUp(SqlConnection transaction, DueDelivery due, Failure failure, Instant now) {
        return failed(transaction, GIVE_UP, due, failure, now);
    }

    /** Why an attempt failed, in words that are ours. */
    record Failure(Optional<Integer> status, String error) {}

    Uni<Void> succeeded(SqlConnection transaction, WebhookId webhook) {
        return transaction
                .preparedQuery(SUCCEEDED)
                .execute(Tuple.of(webhook.value()))
                .replaceWithVoid();
    }

    /**
     * Counts a failure of the webhook.
     *
     * @return its agent's organisation, if that disabled it
     */
    Uni<Optional<OrganizationId>> failed(SqlConnection transaction, WebhookId webhook, int max, String reason) {
        return transaction
                .preparedQuery(FAILED)
                .execute(Tuple.of(webhook.value(), max, reason))
                .map(rows -> Rows.first(rows, row -> row).filter(row -> row.getBoolean("ended")))
                .map(row -> row.map(ended -> new OrganizationId(ended.getUUID("organization_id"))));
    }

    private static Uni<Boolean> failed(
            SqlConnection transaction, String sql, DueDelivery due, Failure failure, Instant when) {
        return transaction
                .preparedQuery(sql)
                .execute(Tuple.of(
                        due.id().value(),
                        due.lease(),
                        when.atOffset(ZoneOffset.UTC),
                        failure.status().orElse(null),
                        failure.error()))
                .map(rows -> rows.rowCount() == 1);
    }
}
