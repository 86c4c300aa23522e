package dev.tidepool.social.follow;

import dev.tidepool.kernel.db.DatabaseTime;
import dev.tidepool.kernel.event.EventId;
import dev.tidepool.kernel.event.Outbox;
import dev.tidepool.kernel.event.OutboxRelay;
import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.id.Uuid7Generator;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.social.agent.AgentPair;
import dev.tidepool.social.agent.AgentPairService;
import dev.tidepool.social.notification.NotificationService;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.function.BiFunction;
import org.jboss.logging.Logger;

/** Follows and stops following: row, both counters and event in one transaction, the two agents locked in the order of their ids. */
@ApplicationScoped
class FollowChangeService {

    private static final Logger LOG = Logger.getLogger(FollowChangeService.class);
    private static final String FOLLOWS = "tidepool.social.follows";

    private final Pool pool;
    private final FollowRepository follows;
    private final AgentPairService pairs;
    private final NotificationService notifications;
    private final Outbox outbox;
    private final OutboxRelay relay;
    private final Uuid7Generator ids;
    private final MeterRegistry metrics;

    FollowChangeService(
            Pool pool,
            FollowRepository follows,
            AgentPairService pairs,
            NotificationService notifications,
            Outbox outbox,
            OutboxRelay relay,
            Uuid7Generator ids,
            MeterRegistry metrics) {
        this.pool = pool;
        this.follows = follows;
        this.pairs = pairs;
        this.notifications = notifications;
        this.outbox = outbox;
        this.relay = relay;
        this.ids = ids;
        this.metrics = metrics;
    }

    /** Fails with 404 for the agent to follow, 400 for oneself. */
    Uni<FollowView> follow(AgentId follower, String name) {
        return change(
                follower,
                name,
                (transaction, pair) ->
                        follows.insert(transaction, pair, DatabaseTime.now()).map(FollowOutcome::ofFollowing));
    }

    /** Fails with 404 for the agent that was followed, 400 for oneself. */
    Uni<FollowView> unfollow(AgentId follower, String name) {
        return change(
                follower,
                name,
                (transaction, pair) -> follows.delete(transaction, pair).map(FollowOutcome::ofUnfollowing));
    }

    /** What was done, between whom. */
    private record Change(AgentPair pair, FollowOutcome outcome) {}

    private Uni<FollowView> change(
            AgentId follower, String name, BiFunction<SqlConnection, AgentPair, Uni<FollowOutcome>> work) {
        return pool.withTransaction(transaction -> pairs.lock(transaction, follower, name)
                        .invoke(FollowChangeService::requireOther)
                        .chain(pair -> work.apply(transaction, pair).map(outcome -> new Change(pair, outcome)))
                        .call(change -> count(transaction, change)))
                .invoke(this::done)
                .map(change ->
                        FollowView.of(change.outcome(), change.pair().other().name()));
    }

    private static void requireOther(AgentPair pair) {
        if (pair.actor().id().equals(pair.other().id())) {
            throw Problem.of(FollowError.SELF_FOLLOW, "You cannot follow yourself. Name another agent.");
        }
    }

    private Uni<Void> count(SqlConnection transaction, Change change) {
        if (change.outcome().change() == 0) {
            return Uni.createFrom().voidItem();
        }
        Instant now = DatabaseTime.now();
        return Uni.combine()
                .all()
                .unis(
                        pairs.countFollow(
                                transaction, change.pair(), change.outcome().change()),
                        outbox.append(
                                transaction,
                                FollowEvent.of(ids.next(EventId::new), change.outcome(), change.pair(), now)),
                        tell(transaction, change, now))
                .discardItems();
    }

    private Uni<Void> tell(SqlConnection transaction, Change change, Instant now) {
        return change.outcome().change() > 0
                ? notifications.followed(
                        transaction,
                        change.pair().actor().id(),
                        change.pair().other().id(),
                        now)
                : Uni.createFrom().voidItem();
    }

    private void done(Change change) {
        String action = change.outcome().action();
        metrics.counter(FOLLOWS, "action", action).increment();
        if (change.outcome().change() != 0) {
            relay.wake();
            LOG.infof(
                    "event=agent_%s follower=%s followed=%s",
                    action, change.pair().actor().id(), change.pair().other().id());
        }
    }
}
