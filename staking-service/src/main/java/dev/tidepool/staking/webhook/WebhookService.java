package dev.tidepool.staking.webhook;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.db.DatabaseTime;
import dev.tidepool.kernel.event.Event;
import dev.tidepool.kernel.event.EventId;
import dev.tidepool.kernel.event.Outbox;
import dev.tidepool.kernel.event.OutboxRelay;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.id.Uuid7Generator;
import dev.tidepool.kernel.net.OutboundGuard;
import dev.tidepool.kernel.page.CursorCodec;
import dev.tidepool.kernel.page.Page;
import dev.tidepool.kernel.page.PageLimit;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.kernel.seal.Sealed;
import dev.tidepool.kernel.webhook.WebhookSecret;
import dev.tidepool.staking.chain.Cluster;
import dev.tidepool.staking.solana.PublicKey;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** An organisation's webhooks and what was sent to them: nobody else's. */
@ApplicationScoped
public class WebhookService {

    private final Pool pool;
    private final WebhookRepository webhooks;
    private final DeliveryRepository deliveries;
    private final WebhookSeal seal;
    private final OutboundGuard guard;
    private final Outbox outbox;
    private final OutboxRelay relay;
    private final Uuid7Generator ids;
    private final CursorCodec cursors;
    private final WebhookConfig config;

    WebhookService(
            Pool pool,
            WebhookRepository webhooks,
            DeliveryRepository deliveries,
            WebhookSeal seal,
            OutboundGuard guard,
            Outbox outbox,
            OutboxRelay relay,
            Uuid7Generator ids,
            CursorCodec cursors,
            WebhookConfig config) {
        this.pool = pool;
        this.webhooks = webhooks;
        this.deliveries = deliveries;
        this.seal = seal;
        this.guard = guard;
        this.outbox = outbox;
        this.relay = relay;
        this.ids = ids;
        this.cursors = cursors;
        this.config = config;
    }

    /** With its secret, to be told of this cluster. Fails with 400 naming the field or for an address that the guard refuses, 409 when there are too many, 503. */
    public Uni<WebhookView> create(Cluster cluster, Caller.Member caller, WebhookRequest request) {
        URI url = request.address();
        List<PublicKey> wallets = request.watched(config.maxWallets());
        List<String> events = request.types();
        WebhookId id = ids.next(WebhookId::new);
        WebhookSecret secret = seal.newSecret();
        Sealed sealed = seal.seal(secret, id);
        return guard.check(url)
                .chain(checked -> pool.withTransaction(transaction -> webhooks.insert(
                                transaction,
                                id,
                                caller.organization(),
                                cluster.name(),
                                url,
                                events,
                                wallets,
                                sealed,
                                config.maxPerOrganization())
                        .map(made -> made.orElseThrow(this::tooMany))
                        .call(made -> webhooks.watch(transaction, cluster.name(), wallets))
                        .call(made -> tell(transaction, "created", id, caller))))
                .invoke(relay::wake)
                .map(made -> WebhookView.of(made, Optional.of(secret.value())));
    }

    /** Without their secrets. */
    public Uni<WebhookListView> list(OrganizationId organization) {
        return webhooks.list(organization).map(WebhookListView::of);
    }

    /** With its deliveries. Fails with 404. */
    public Uni<Void> delete(Caller.Member caller, WebhookId id) {
        return pool.withTransaction(transaction -> webhooks.delete(transaction, caller.organization(), id)
                        .invoke(found -> require(found, id))
                        .chain(() -> tell(transaction, "deleted", id, caller)))
                .invoke(relay::wake);
    }

    /** The latest first. Fails with 404, or 400 for the cursor. */
    public Uni<DeliveryListView> deliveries(
            OrganizationId organization, WebhookId id, Optional<String> cursor, PageLimit limit) {
        String list = "staking-deliveries:" + id;
        Optional<DeliveryId> before = cursor.map(
                text -> DeliveryId.fromString(cursors.decode(list, text).getFirst()));
        return webhooks.exists(organization, id)
                .invoke(found -> require(found, id))
                .chain(() -> deliveries.page(id, before, limit.plusOne()))
                .map(read -> Page.of(read, limit))
                .map(page -> new DeliveryListView(
                        page.items(),
                        page.next(last -> cursors.encode(list, last.id().toString()))));
    }

    /** With the same id, from the first attempt on. Fails with 404, or 409 when the webhook is disabled. */
    Uni<DeliveryView> replay(OrganizationId organization, WebhookId id, DeliveryId delivery) {
        return webhooks.find(organization, id)
                .invoke(found -> requireEnabled(found, id))
                .chain(() -> deliveries.replay(id, delivery))
                .map(found -> found.orElseThrow(() -> Problem.notFound(WebhookError.DELIVERY_NOT_FOUND, delivery)));
    }

    private Uni<Void> tell(SqlConnection transaction, String what, WebhookId id, Caller.Member caller) {
        Event event = Event.of(
                ids.next(EventId::new),
                "stake:webhook_" + what,
                caller.organization(),
                DatabaseTime.now(),
                List.of(),
                new JsonObject().put("webhookId", id.toString()).put("by", caller.subject()));
        return outbox.append(transaction, event.audited());
    }

    private Problem tooMany() {
        return Problem.of(
                WebhookError.WEBHOOK_LIMIT_REACHED,
                "The organisation has %d webhooks. Delete one it does not need."
                        .formatted(config.maxPerOrganization()));
    }

    private static void requireEnabled(Optional<Webhook> found, WebhookId id) {
        require(found.isPresent(), id);
        found.flatMap(Webhook::disabledReason).ifPresent(reason -> {
            throw Problem.of(
                    WebhookError.WEBHOOK_DISABLED,
                    "Nothing is sent to it any more. Make another webhook for the address. " + reason);
        });
    }

    private static void require(boolean found, WebhookId id) {
        if (!found) {
            throw Problem.notFound(WebhookError.WEBHOOK_NOT_FOUND, id);
        }
    }
}
