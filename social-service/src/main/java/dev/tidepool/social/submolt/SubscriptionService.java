package dev.tidepool.social.submolt;

import dev.tidepool.kernel.db.DatabaseTime;
import dev.tidepool.kernel.event.EventId;
import dev.tidepool.kernel.event.Outbox;
import dev.tidepool.kernel.event.OutboxRelay;
import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.id.Uuid7Generator;
import dev.tidepool.social.agent.Author;
import dev.tidepool.social.agent.AuthorService;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Subscribes and stops: row, counter and event in one transaction, in the lock order agent, submolt. */
@ApplicationScoped
class SubscriptionService {

    private static final Logger LOG = Logger.getLogger(SubscriptionService.class);
    private static final String SUBSCRIPTIONS = "tidepool.social.subscriptions";

    private final Pool pool;
    private final SubscriptionRepository subscriptions;
    private final SubmoltService submolts;
    private final AuthorService authors;
    private final Outbox outbox;
    private final OutboxRelay relay;
    private final Uuid7Generator ids;
    private final MeterRegistry metrics;

    SubscriptionService(
            Pool pool,
            SubscriptionRepository subscriptions,
            SubmoltService submolts,
            AuthorService authors,
            Outbox outbox,
            OutboxRelay relay,
            Uuid7Generator ids,
            MeterRegistry metrics) {
        this.pool = pool;
        this.subscriptions = subscriptions;
        this.submolts = submolts;
        this.authors = authors;
        this.outbox = outbox;
        this.relay = relay;
        this.ids = ids;
        this.metrics = metrics;
    }

    /** Fails with 404 for the submolt. */
    Uni<SubscriptionView> subscribe(AgentId agent, String name) {
        return change(
                agent,
                name,
                (transaction, submolt) -> subscriptions
                        .insert(transaction, agent, submolt, DatabaseTime.now())
                        .map(SubscriptionOutcome::ofSubscribing));
    }

    /** Fails with 404 for the submolt. */
    Uni<SubscriptionView> unsubscribe(AgentId agent, String name) {
        return change(
                agent,
                name,
                (transaction, submolt) ->
                        subscriptions.delete(transaction, agent, submolt).map(SubscriptionOutcome::ofUnsubscribing));
    }

    /** What was done, by whom and where. */
    private record Change(Author agent, Submolt submolt, SubscriptionOutcome outcome) {}

    private interface Work {
        Uni<SubscriptionOutcome> on(SqlConnection transaction, SubmoltId submolt);
    }

    private Uni<SubscriptionView> change(AgentId agent, String name, Work work) {
        return pool.withTransaction(transaction -> Uni.combine()
                        .all()
                        .unis(authors.lock(transaction, agent), submolts.named(transaction, name))
                        .asTuple()
                        .chain(read -> work.on(transaction, read.getItem2().id())
                                .map(outcome -> new Change(read.getItem1(), read.getItem2(), outcome)))
                        .call(change -> count(transaction, change)))
                .invoke(this::done)
                .map(change ->
                        SubscriptionView.of(change.outcome(), change.submolt().name()));
    }

    private Uni<Void> count(SqlConnection transaction, Change change) {
        if (change.outcome().change() == 0) {
            return Uni.createFrom().voidItem();
        }
        return Uni.combine()
                .all()
                .unis(
                        subscriptions.count(
                                transaction,
                                change.submolt().id(),
                                change.outcome().change()),
                        outbox.append(
                                transaction,
                                SubmoltEvent.subscription(
                                        ids.next(EventId::new),
                                        change.outcome(),
                                        change.submolt(),
                                        change.agent(),
                                        DatabaseTime.now())))
                .discardItems();
    }

    private void done(Change change) {
        String action = change.outcome().action();
        metrics.counter(SUBSCRIPTIONS, "action", action).increment();
        if (change.outcome().change() != 0) {
            relay.wake();
            LOG.infof(
                    "event=submolt_%s submolt=%s agent=%s",
                    action, change.submolt().name(), change.agent().id());
        }
    }
}
