package dev.tidepool.social.webhook;

import dev.tidepool.kernel.db.DatabaseTime;
import dev.tidepool.kernel.event.EventId;
import dev.tidepool.kernel.event.Outbox;
import dev.tidepool.kernel.event.OutboxRelay;
import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.id.Uuid7Generator;
import dev.tidepool.kernel.net.OutboundGuard;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.kernel.webhook.WebhookSecret;
import dev.tidepool.social.agent.Author;
import dev.tidepool.social.agent.AuthorService;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** An agent's webhooks: nobody else's. Counts {@code tidepool.social.webhook.changes{change}}. */
@ApplicationScoped
class WebhookService {

    private final Pool pool;
    private final WebhookRepository webhooks;
    private final DeliveryRepository deliveries;
    private final WebhookSeal seal;
    private final OutboundGuard guard;
    private final AuthorService authors;
    private final Outbox outbox;
    private final OutboxRelay relay;
    private final Uuid7Generator ids;
    private final WebhookConfig config;
    private final MeterRegistry metrics;

    WebhookService(
            Pool pool,
            WebhookRepository webhooks,
            DeliveryRepository deliveries,
            WebhookSeal seal,
            OutboundGuard guard,
            AuthorService authors,
            Outbox outbox,
            OutboxRelay relay,
            Uuid7Generator ids,
            WebhookConfig config,
            MeterRegistry metrics) {
        this.pool = pool;
        this.webhooks = webhooks;
        this.deliveries = deliveries;
        this.seal = seal;
        this.guard = guard;
        this.authors = authors;
        this.outbox = outbox;
        this.relay = relay;
        this.ids = ids;
        this.config = config;
        this.metrics = metrics;
    }

    /** A webhook and what signs its deliveries. */
    record Made(Webhook webhook, WebhookSecret secret) {}

    /** Fails with 400 naming the field, or for an address that the guard refuses; 409 when the agent has as many as it may. */
    Uni<Made> create(AgentId agent, WebhookRequest request) {
        WebhookChange given = request.checked(config);
        URI url = given.url().orElseThrow(() -> Problem.invalidField("url", "Give a url: where to tell it."));
        WebhookSecret secret = seal.newSecret();
        return guard.check(url)
                .chain(checked -> pool.withTransaction(transaction -> authors.lock(transaction, agent)
                        .call(() -> requirePlace(transaction, agent))
                        .chain(author -> store(transaction, author, url, given, secret))))
                .invoke(() -> changed("created"))
                .map(webhook -> new Made(webhook, secret));
    }

    private Uni<Void> requirePlace(SqlConnection transaction, AgentId agent) {
        return webhooks.count(transaction, agent)
                .invoke(count -> {
                    if (count >= config.maxPerAgent()) {
                        throw Problem.of(
                                WebhookError.WEBHOOK_LIMIT_REACHED,
                                "The agent has " + count + " webhooks. Delete one it does not need.");
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Webhook> store(
            SqlConnection transaction, Author author, URI url, WebhookChange given, WebhookSecret secret) {
        Instant now = DatabaseTime.now();
        Webhook webhook = new Webhook(
                ids.next(WebhookId::new),
                author.id(),
                url,
                given.description().orElse(""),
                given.events().orElse(WebhookEvents.ALL),
                given.enabled().orElse(true),
                0,
                Optional.empty(),
                now,
                now);
        return webhooks.insert(transaction, webhook, seal.seal(secret, Webhook.bound(webhook.id(), author.id())))
                .chain(() -> tell(transaction, "created", webhook, author.organization(), now))
                .replaceWith(webhook);
    }

    Uni<List<Webhook>> list(AgentId agent) {
        return webhooks.list(agent);
    }

    /** Fails with 404. */
    Uni<Webhook> find(AgentId agent, WebhookId id) {
        return webhooks.find(id, agent).map(found -> found.orElseThrow(() -> notFound(id)));
    }

    /** What is given changes. One that is enabled again starts with no failures. Fails with 400 as {@link #create}, or 404. */
    Uni<Webhook> change(AgentId agent, WebhookId id, WebhookRequest request) {
        WebhookChange given = request.checked(config);
        Uni<Void> allowed = given.url().isEmpty()
                ? Uni.createFrom().voidItem()
                : guard.check(given.url().get()).replaceWithVoid();
        Instant now = DatabaseTime.now();
        return allowed.chain(() -> pool.withTransaction(transaction -> authors.active(transaction, agent)
                        .chain(author -> webhooks.lock(transaction, id, agent)
                                .map(found ->
                                        found.orElseThrow(() -> notFound(id)).changed(given, now))
                                .call(after -> webhooks.update(transaction, after))
                                .call(after -> after.enabled()
                                        ? Uni.createFrom().voidItem()
                                        : deliveries.end(transaction, after.id(), now))
                                .call(after -> tell(transaction, "updated", after, author.organization(), now)))))
                .invoke(() -> changed("updated"));
    }

    /** Its deliveries go with it. Fails with 404. */
    Uni<Void> delete(AgentId agent, WebhookId id) {
        Instant now = DatabaseTime.now();
        return pool.withTransaction(transaction -> authors.active(transaction, agent)
                        .chain(author -> webhooks.lock(transaction, id, agent)
                                .map(found -> found.orElseThrow(() -> notFound(id)))
                                .call(() -> webhooks.delete(transaction, id))
                                .call(gone -> tell(transaction, "deleted", gone, author.organization(), now))))
                .invoke(() -> changed("deleted"))
                .replaceWithVoid();
    }

    private Uni<Void> tell(
            SqlConnection transaction, String what, Webhook webhook, OrganizationId organization, Instant now) {
        return outbox.append(
                transaction,
                WebhookEvent.changed(ids.next(EventId::new), what, webhook.id(), webhook.agent(), organization, now));
    }

    private void changed(String change) {
        relay.wake();
        metrics.counter("tidepool.social.webhook.changes", "change", change).increment();
    }

    static Problem notFound(WebhookId id) {
        return Problem.notFound(WebhookError.WEBHOOK_NOT_FOUND, id);
    }
}
