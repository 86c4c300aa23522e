package dev.tidepool.staking.webhook;

import dev.tidepool.kernel.db.DatabaseTime;
import dev.tidepool.kernel.db.Rows;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.id.Uuid7Generator;
import dev.tidepool.staking.solana.PublicKey;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Makes deliveries in the transaction of what they tell of: neither is there without the other. */
@ApplicationScoped
public class WebhookFanOut {

    /** Those with too many that wait are not told more, nor those that are being deleted; the others stay until they are told. */
    private static final String ROOM = """
            AND $2 = ANY (w.events) AND w.disabled_reason IS NULL
                AND NOT EXISTS (SELECT FROM staking.webhook_deliveries d
                    WHERE d.webhook_id = w.id AND d.status = 'pending' OFFSET $3 - 1)
            FOR KEY SHARE OF w SKIP LOCKED""";

    private static final String OF_ORGANIZATION =
            "SELECT w.id FROM staking.webhooks w WHERE w.organization = $1 AND w.cluster = ANY ($4) " + ROOM;

    private static final String OF_WALLET =
            "SELECT w.id FROM staking.webhooks w WHERE w.wallets @> ARRAY[$1]::text[] AND w.cluster = ANY ($4) " + ROOM;

    private static final String INSERT = """
            INSERT INTO staking.webhook_deliveries (id, webhook_id, subject, type, body, next_attempt_at)
            VALUES ($1, $2, $3, $4, $5, now()) ON CONFLICT (webhook_id, type, subject) DO NOTHING""";

    private final Uuid7Generator ids;
    private final WebhookConfig config;

    WebhookFanOut(Uuid7Generator ids, WebhookConfig config) {
        this.ids = ids;
        this.config = config;
    }

    /**
     * Tells every webhook of the organisation and the cluster that wants to hear of it, once.
     *
     * @param clusters names under which webhooks are of that cluster
     * @param subject what it tells of; the same one is told once
     */
    public Uni<Void> tell(
            SqlConnection transaction,
            OrganizationId organization,
            List<String> clusters,
            EventType type,
            String subject,
            JsonObject data) {
        return tell(transaction, OF_ORGANIZATION, organization.value(), clusters, type, subject, data);
    }

    /** The same of a wallet: every webhook of the cluster that names it, whoever's, is told. */
    public Uni<Void> tell(
            SqlConnection transaction,
            PublicKey wallet,
            List<String> clusters,
            EventType type,
            String subject,
            JsonObject data) {
        return tell(transaction, OF_WALLET, wallet.toString(), clusters, type, subject, data);
    }

    private Uni<Void> tell(
            SqlConnection transaction,
            String wanting,
            Object whose,
            List<String> clusters,
            EventType type,
            String subject,
            JsonObject data) {
        return transaction
                .preparedQuery(wanting)
                .execute(Tuple.of(whose, type.label(), config.maxPending(), clusters.toArray(String[]::new)))
                .map(rows -> Rows.list(rows, row -> new WebhookId(row.getUUID("id"))))
                .chain(found -> found.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : insert(transaction, found, type.label(), subject, data));
    }

    private Uni<Void> insert(
            SqlConnection transaction, List<WebhookId> webhooks, String type, String subject, JsonObject data) {
        List<Tuple> rows = webhooks.stream()
                .map(webhook -> row(webhook, type, subject, data))
                .toList();
        return transaction.preparedQuery(INSERT).executeBatch(rows).replaceWithVoid();
    }

    private Tuple row(WebhookId webhook, String type, String subject, JsonObject data) {
        DeliveryId id = ids.next(DeliveryId::new);
        String body = new JsonObject()
                .put("id", id.toString())
                .put("type", type)
                .put("time", DatabaseTime.now().toString())
                .put("data", data)
                .encode();
        return Tuple.of(id.value(), webhook.value(), subject, type, body);
    }
}
