package dev.tidepool.social.webhook;

import dev.tidepool.kernel.db.Rows;
import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.seal.Sealed;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** Stores webhooks. */
@ApplicationScoped
class WebhookRepository {

    private static final String COLUMNS =
            "id, agent_id, url, description, events, is_enabled, failures, disabled_reason, created_at, updated_at";

    private static final String INSERT = """
            INSERT INTO social.webhooks
                (id, agent_id, url, description, events, is_enabled, key_id, sealed_secret, created_at, updated_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)""";

    private static final String LIST =
            "SELECT " + COLUMNS + " FROM social.webhooks WHERE agent_id = $1 ORDER BY created_at, id";

    private static final String FIND = "SELECT " + COLUMNS + " FROM social.webhooks WHERE id = $1 AND agent_id = $2";

    private static final String UPDATE = """
            UPDATE social.webhooks
            SET url = $2, description = $3, events = $4, is_enabled = $5, failures = $6, disabled_reason = $7, updated_at = $8
            WHERE id = $1""";

    private static final String DELETE = "DELETE FROM social.webhooks WHERE id = $1";

    private static final String RESEAL =
            "UPDATE social.webhooks SET key_id = $2, sealed_secret = $3 WHERE id = $1 AND key_id = $4";

    private final Pool pool;

    WebhookRepository(Pool pool) {
        this.pool = pool;
    }

    Uni<Integer> count(SqlConnection transaction, AgentId agent) {
        return transaction
                .preparedQuery("SELECT count(*)::int FROM social.webhooks WHERE agent_id = $1")
                .execute(Tuple.of(agent.value()))
                .map(rows -> rows.iterator().next().getInteger(0));
    }

    Uni<Void> insert(SqlConnection transaction, Webhook webhook, Sealed secret) {
        Tuple values = Tuple.tuple()
                .addUUID(webhook.id().value())
                .addUUID(webhook.agent().value())
                .addString(webhook.url().toString())
                .addString(webhook.description())
                .addArrayOfString(webhook.events().toArray(String[]::new))
                .addBoolean(webhook.enabled())
                .addString(secret.keyId())
                .addValue(Buffer.buffer(secret.bytes()))
                .addOffsetDateTime(webhook.createdAt().atOffset(ZoneOffset.UTC));
        return transaction.preparedQuery(INSERT).execute(values).replaceWithVoid();
    }

    /** In the order in which they were made. */
    Uni<List<Webhook>> list(AgentId agent) {
        return pool.preparedQuery(LIST)
                .execute(Tuple.of(agent.value()))
                .map(rows -> Rows.list(rows, WebhookRepository::webhookOf));
    }

    Uni<Optional<Webhook>> find(WebhookId id, AgentId agent) {
        return pool.preparedQuery(FIND)
                .execute(Tuple.of(id.value(), agent.value()))
                .map(rows -> Rows.first(rows, WebhookRepository::webhookOf));
    }

    Uni<Optional<Webhook>> lock(SqlConnection transaction, WebhookId id, AgentId agent) {
        return transaction
                .preparedQuery(FIND + " FOR UPDATE")
                .execute(Tuple.of(id.value(), agent.value()))
                .map(rows -> Rows.first(rows, WebhookRepository::webhookOf));
    }

    Uni<Void> update(SqlConnection transaction, Webhook webhook) {
        Tuple values = Tuple.tuple()
                .addUUID(webhook.id().value())
                .addString(webhook.url().toString())
                .addString(webhook.description())
                .addArrayOfString(webhook.events().toArray(String[]::new))
                .addBoolean(webhook.enabled())
                .addInteger(webhook.failures())
                .addString(webhook.disabledReason().orElse(null))
                .addOffsetDateTime(webhook.updatedAt().atOffset(ZoneOffset.UTC));
        return transaction.preparedQuery(UPDATE).execute(values).replaceWithVoid();
    }

    Uni<Void> reseal(WebhookId id, Sealed before, Sealed after) {
        return pool.preparedQuery(RESEAL)
                .execute(Tuple.of(id.value(), after.keyId(), Buffer.buffer(after.bytes()), before.keyId()))
                .replaceWithVoid();
    }

    Uni<Void> delete(SqlConnection transaction, WebhookId id) {
        return transaction.preparedQuery(DELETE).execute(Tuple.of(id.value())).replaceWithVoid();
    }

    private static Webhook webhookOf(Row row) {
        return new Webhook(
                new WebhookId(row.getUUID("id")),
                new AgentId(row.getUUID("agent_id")),
                URI.create(row.getString("url")),
                row.getString("description"),
                List.of(row.getArrayOfStrings("events")),
                row.getBoolean("is_enabled"),
                row.getInteger("failures"),
                Optional.ofNullable(row.getString("disabled_reason")),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("updated_at").toInstant());
    }
}
