package dev.tidepool.social.webhook;

import dev.tidepool.kernel.db.DatabaseTime;
import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.id.Uuid7Generator;
import dev.tidepool.kernel.page.CursorCodec;
import dev.tidepool.kernel.page.Page;
import dev.tidepool.kernel.page.PageLimit;
import dev.tidepool.kernel.problem.Problem;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

/** The deliveries of an agent's webhooks. */
@ApplicationScoped
class DeliveryService {

    private final Pool pool;
    private final WebhookRepository webhooks;
    private final DeliveryRepository deliveries;
    private final WebhookJob job;
    private final Uuid7Generator ids;
    private final CursorCodec cursors;
    private final WebhookConfig config;

    DeliveryService(
            Pool pool,
            WebhookRepository webhooks,
            DeliveryRepository deliveries,
            WebhookJob job,
            Uuid7Generator ids,
            CursorCodec cursors,
            WebhookConfig config) {
        this.pool = pool;
        this.webhooks = webhooks;
        this.deliveries = deliveries;
        this.job = job;
        this.ids = ids;
        this.cursors = cursors;
        this.config = config;
    }

    /** Fails with 404, or 400 for the cursor. */
    Uni<DeliveryListView> page(AgentId agent, WebhookId webhook, Optional<String> cursor, PageLimit limit) {
        String list = "webhook-deliveries:" + webhook;
        DeliveryPlace after = cursor.map(given -> DeliveryPlace.ofFields(cursors.decode(list, given)))
                .orElse(DeliveryPlace.START);
        return require(agent, webhook)
                .chain(() -> deliveries.page(webhook, after, limit.plusOne()))
                .map(read -> Page.of(read, limit))
                .map(page -> DeliveryListView.of(
                        page,
                        page.next(last ->
                                cursors.encode(list, DeliveryPlace.of(last).fields()))));
    }

    /** A delivery that tells of nothing, to try the webhook. Fails with 404, or 409 when it is disabled or too many wait for it. */
    Uni<Delivery> test(AgentId agent, WebhookId webhook) {
        return pool.withTransaction(transaction -> webhooks.lock(transaction, webhook, agent)
                        .map(found -> requireEnabled(found, webhook))
                        .call(found -> requireRoom(transaction, webhook))
                        .chain(found -> store(transaction, found)))
                .invoke(job::wake);
    }

    private Uni<Delivery> store(SqlConnection transaction, Webhook webhook) {
        DeliveryId id = ids.next(DeliveryId::new);
        Instant now = DatabaseTime.now();
        JsonObject body = new JsonObject()
                .put("id", id.toString())
                .put("type", WebhookEvents.TEST)
                .put("time", now.toString())
                .put("agentId", webhook.agent().toString())
                .put("data", new JsonObject().put("webhookId", webhook.id().toString()));
        return deliveries.insert(transaction, id, webhook.id(), WebhookEvents.TEST, body.encode(), now);
    }

    /** Sends it again, with the same id and from the first attempt on. Fails with 404, or 409 when the webhook is disabled or too many wait for it. */
    Uni<Delivery> replay(AgentId agent, WebhookId webhook, DeliveryId id) {
        return pool.withTransaction(transaction -> webhooks.lock(transaction, webhook, agent)
                        .map(found -> requireEnabled(found, webhook))
                        .call(found -> requireRoom(transaction, webhook))
                        .chain(() -> deliveries.replay(transaction, webhook, id, DatabaseTime.now())))
                .map(found -> found.orElseThrow(() -> Problem.notFound(WebhookError.DELIVERY_NOT_FOUND, id)))
                .invoke(job::wake);
    }

    private Uni<Void> requireRoom(SqlConnection transaction, WebhookId webhook) {
        return deliveries
                .hasRoom(transaction, webhook, config.maxPending())
                .invoke(room -> {
                    if (!room) {
                        throw Problem.of(
                                WebhookError.WEBHOOK_BUSY,
                                config.maxPending() + " deliveries wait for it. Try again when it has taken some.");
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Webhook> require(AgentId agent, WebhookId id) {
        return webhooks.find(id, agent).map(found -> found.orElseThrow(() -> WebhookService.notFound(id)));
    }

    private static Webhook requireEnabled(Optional<Webhook> found, WebhookId id) {
        Webhook webhook = found.orElseThrow(() -> WebhookService.notFound(id));
        if (!webhook.enabled()) {
            throw Problem.of(
                    WebhookError.WEBHOOK_DISABLED,
                    "Enable it first: PATCH it with {\"enabled\": true}. Nothing was sent.");
        }
        return webhook;
    }
}
