package dev.tidepool.social.discipline;

import dev.tidepool.kernel.db.DatabaseTime;
import dev.tidepool.kernel.event.Outbox;
import dev.tidepool.kernel.event.OutboxRelay;
import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.id.Uuid7Generator;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.social.agent.AgentService;
import dev.tidepool.social.agent.Author;
import dev.tidepool.social.agent.PlatformModerators;
import dev.tidepool.social.notification.NotificationService;
import dev.tidepool.social.suspension.NewSuspension;
import dev.tidepool.social.suspension.SuspensionId;
import dev.tidepool.social.suspension.SuspensionService;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Suspends agents and lets them write again: row, event, audit and notification in one transaction that locks the agent. */
@ApplicationScoped
public class DisciplineService {

    private static final Logger LOG = Logger.getLogger(DisciplineService.class);
    private static final String SUSPENSIONS = "tidepool.social.suspensions";
    private static final String ENDED = "tidepool.social.suspensions.ended";

    private final Pool pool;
    private final DisciplineRepository agents;
    private final SuspensionService suspensions;
    private final PlatformModerators moderators;
    private final NotificationService notifications;
    private final Outbox outbox;
    private final OutboxRelay relay;
    private final Uuid7Generator ids;
    private final DisciplineConfig config;
    private final MeterRegistry metrics;

    DisciplineService(
            Pool pool,
            DisciplineRepository agents,
            SuspensionService suspensions,
            PlatformModerators moderators,
            NotificationService notifications,
            Outbox outbox,
            OutboxRelay relay,
            Uuid7Generator ids,
            DisciplineConfig config,
            MeterRegistry metrics) {
        this.pool = pool;
        this.agents = agents;
        this.suspensions = suspensions;
        this.moderators = moderators;
        this.notifications = notifications;
        this.outbox = outbox;
        this.relay = relay;
        this.ids = ids;
        this.config = config;
        this.metrics = metrics;
    }

    /** Suspends an agent, or changes its suspension. Fails with 400, 404, or 409 for a platform moderator. */
    Uni<NewSuspension> suspend(Actor by, String name, SuspendRequest request) {
        String reason = config.reason(request.reason());
        Optional<Duration> time = config.time(request.days());
        Instant now = DatabaseTime.now();
        return pool.withTransaction(transaction -> agents.lock(transaction, name.toLowerCase(Locale.ROOT))
                        .map(found -> found.orElseThrow(AgentService::notFound))
                        .invoke(this::requireUnprotected)
                        .chain(agent -> put(transaction, agent, reason, by, time, now)))
                .invoke(suspension -> suspended(suspension, "moderator"));
    }

    /** Lets an agent write again. False when it was not suspended. Fails with 404. */
    Uni<Boolean> lift(Actor by, String name) {
        return pool.withTransaction(transaction -> agents.lock(transaction, name.toLowerCase(Locale.ROOT))
                .map(found -> found.orElseThrow(AgentService::notFound))
                .chain(agent -> lift(transaction, agent, by, "lifted", DatabaseTime.now())));
    }

    /** Ends a suspension whose time is over; one that was changed meanwhile stays. */
    Uni<Void> expire(AgentId id) {
        return pool.withTransaction(transaction -> agents.lock(transaction, id)
                        .chain(agent -> agent.isEmpty()
                                ? suspensions.lift(transaction, id, NewSuspension.SYSTEM, DatabaseTime.now())
                                : expire(transaction, agent.get())))
                .replaceWithVoid();
    }

    private Uni<Boolean> expire(SqlConnection transaction, Author agent) {
        Instant now = DatabaseTime.now();
        return suspensions
                .stored(transaction, agent.id())
                .chain(found -> found.filter(stored -> stored.isOver(now))
                        .map(over -> lift(transaction, agent, Actor.SYSTEM, "expired", now))
                        .orElseGet(() -> Uni.createFrom().item(false)));
    }

    /**
     * Suspends an agent that failed challenges in a row, if the operator wants that; for longer each time. True when it did: then
     * the same failures must not be counted again. One that somebody suspended meanwhile stays suspended as it is.
     */
    public Uni<Boolean> challengesFailed(SqlConnection transaction, Author agent, int inRow, Instant now) {
        if (config.failedChallenges() <= 0
                || inRow < config.failedChallenges()
                || moderators.include(agent.organization())) {
            return Uni.createFrom().item(false);
        }
        String reason = "You failed " + inRow + " challenges in a row.";
        return agents.lock(transaction, agent.id())
                .chain(() -> suspensions.stored(transaction, agent.id()))
                .chain(found -> found.filter(binding -> !binding.isOver(now)).isPresent()
                        ? Uni.createFrom().item(false)
                        : automatic(transaction, agent, reason, now));
    }

    private Uni<Boolean> automatic(SqlConnection transaction, Author agent, String reason, Instant now) {
        return suspensions
                .automatic(transaction, agent.id())
                .map(this::automatic)
                .chain(time -> put(transaction, agent, reason, Actor.SYSTEM, Optional.of(time), now))
                .invoke(suspension -> suspended(suspension, "automatic"))
                .replaceWith(true);
    }

    private Duration automatic(int before) {
        List<Duration> times = config.automatic();
        return times.get(Math.min(before, times.size() - 1));
    }

    /** Call it with the agent locked. */
    Uni<Boolean> lift(SqlConnection transaction, Author agent, Actor by, String how, Instant now) {
        return suspensions
                .lift(transaction, agent.id(), by.subject(), now)
                .call(lifted -> lifted
                        ? outbox.appendAll(
                                transaction, DisciplineEvent.of(ids, "unsuspended", agent, by, new JsonObject(), now))
                        : Uni.createFrom().voidItem())
                .invoke(lifted -> ended(lifted, agent.id(), how));
    }

    private void requireUnprotected(Author agent) {
        if (moderators.include(agent.organization())) {
            throw Problem.of(
                    DisciplineError.PLATFORM_MODERATOR_PROTECTED,
                    "Agents of the organisations that moderate are not suspended. Ask the operator.");
        }
    }

    private Uni<NewSuspension> put(
            SqlConnection transaction, Author agent, String reason, Actor by, Optional<Duration> time, Instant now) {
        NewSuspension suspension = new NewSuspension(
                ids.next(SuspensionId::new), agent.id(), reason, by.subject(), time.map(now::plus), now);
        JsonObject details = new JsonObject()
                .put("reason", reason)
                .put("suspendedUntil", suspension.until().map(Instant::toString).orElse(null));
        return suspensions
                .put(transaction, suspension)
                .chain(() ->
                        outbox.appendAll(transaction, DisciplineEvent.of(ids, "suspended", agent, by, details, now)))
                .chain(() -> notifications.suspended(transaction, suspension.id(), agent.id(), now))
                .replaceWith(suspension);
    }

    private void suspended(NewSuspension suspension, String how) {
        relay.wake();
        metrics.counter(SUSPENSIONS, "by", how).increment();
        LOG.infof("event=agent_suspended agent=%s by=%s", suspension.agent(), suspension.by());
    }

    private void ended(boolean lifted, AgentId agent, String how) {
        if (lifted) {
            relay.wake();
            metrics.counter(ENDED, "how", how).increment();
            LOG.infof("event=agent_unsuspended agent=%s how=%s", agent, how);
        }
    }
}
