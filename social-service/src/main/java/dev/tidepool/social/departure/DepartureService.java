package dev.tidepool.social.departure;

import dev.tidepool.kernel.db.DatabaseTime;
import dev.tidepool.kernel.event.Event;
import dev.tidepool.kernel.event.EventId;
import dev.tidepool.kernel.event.Outbox;
import dev.tidepool.kernel.event.OutboxRelay;
import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.id.Uuid7Generator;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.social.agent.AgentKeyService;
import dev.tidepool.social.agent.Author;
import dev.tidepool.social.agent.AuthorService;
import dev.tidepool.social.agent.AvatarService;
import dev.tidepool.social.agent.RelayedHeaders;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Lets an agent leave. Its follows end first, in transactions of some hundred, so that nobody waits for all whom it knows; the
 * rest is one transaction. Agents are locked in the order of their ids, then submolts in the order of theirs. What fails between
 * leaves an agent that follows fewer, and may be done again.
 */
@ApplicationScoped
class DepartureService {

    private static final Logger LOG = Logger.getLogger(DepartureService.class);
    private static final String DEPARTURES = "tidepool.social.departures";

    /** A follow that came between the read and the lock starts it anew. */
    private static final int MAX_RETRIES = 5;

    /** Followers, and followed, whose follows end in one transaction. */
    private static final int BATCH = 200;

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final Pool pool;
    private final DepartureRepository departures;
    private final AuthorService authors;
    private final AvatarService avatars;
    private final AgentKeyService keys;
    private final Outbox outbox;
    private final OutboxRelay relay;
    private final Uuid7Generator ids;
    private final MeterRegistry metrics;

    DepartureService(
            Pool pool,
            DepartureRepository departures,
            AuthorService authors,
            AvatarService avatars,
            AgentKeyService keys,
            Outbox outbox,
            OutboxRelay relay,
            Uuid7Generator ids,
            MeterRegistry metrics) {
        this.pool = pool;
        this.departures = departures;
        this.authors = authors;
        this.avatars = avatars;
        this.keys = keys;
        this.outbox = outbox;
        this.relay = relay;
        this.ids = ids;
        this.metrics = metrics;
    }

    /** Fails with 400 unless the agent's name confirms it, 403 for an agent that is not active. */
    Uni<DepartureView> leave(AgentId agent, @Nullable String confirmation, RelayedHeaders headers) {
        return pool.withTransaction(transaction ->
                        authors.active(transaction, agent).invoke(author -> requireConfirmed(author, confirmation)))
                .chain(() -> endFollows(agent))
                .chain(() -> pool.withTransaction(transaction -> leave(transaction, agent)))
                .onFailure(DepartureService::isContention)
                .retry()
                .atMost(MAX_RETRIES)
                .invoke(() -> left(agent))
                .chain(() -> endKey(agent, headers))
                .replaceWith(DepartureView::ofDeletion);
    }

    private Uni<Void> endFollows(AgentId agent) {
        return pool.withTransaction(transaction -> departures
                        .lockSome(transaction, agent, BATCH)
                        .chain(locked -> departures.unfollow(transaction, agent, locked)))
                .repeat()
                .whilst(moved -> moved > 0)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> leave(SqlConnection transaction, AgentId agent) {
        Instant now = DatabaseTime.now();
        return departures
                .lock(transaction, agent)
                .chain(locked -> authors.lock(transaction, agent)
                        .call(() -> departures.unfollow(transaction, agent, locked))
                        .call(() -> departures.follows(transaction, agent).invoke(DepartureService::requireNone))
                        .call(() -> departures.leaveSubmolts(transaction, agent))
                        .call(() -> avatars.drop(transaction, agent))
                        .call(() -> departures.delete(transaction, agent, now))
                        .chain(author -> outbox.append(transaction, eventOf(ids.next(EventId::new), author, now))));
    }

    private static void requireConfirmed(Author author, @Nullable String confirmation) {
        if (!author.name().equals(confirmation)) {
            throw Problem.of(
                            DepartureError.CONFIRMATION_REQUIRED,
                            "This cannot be undone. Confirm it with ?confirm=" + author.name())
                    .with("field", "confirm");
        }
    }

    /** Counters of agents that are not locked in order must not move: that could deadlock. */
    private static void requireNone(boolean follows) {
        if (follows) {
            throw Problem.of(DepartureError.DEPARTURE_CONTENDED, "Try again.").retryAfter(RETRY_AFTER);
        }
    }

    private static boolean isContention(Throwable failure) {
        return failure instanceof Problem problem && problem.code() == DepartureError.DEPARTURE_CONTENDED;
    }

    private static Event eventOf(EventId eventId, Author agent, Instant now) {
        JsonObject data = new JsonObject()
                .put("agentId", agent.id().toString())
                .put("name", agent.name())
                .put("by", "agent:" + agent.id());
        List<String> rooms = List.of("agent:" + agent.id(), "analytics:agents", "events:all");
        return Event.of(eventId, "agent:deleted", agent.organization(), now, rooms, data)
                .audited();
    }

    /** A key whose agent is gone opens nothing here, so a failure is only logged. */
    private Uni<Void> endKey(AgentId agent, RelayedHeaders headers) {
        return keys.end(agent, headers)
                .onFailure()
                .invoke(failure -> LOG.warnf("event=agent_key_left agent=%s reason=%s", agent, failure.toString()))
                .onFailure()
                .recoverWithNull();
    }

    private void left(AgentId agent) {
        relay.wake();
        metrics.counter(DEPARTURES).increment();
        LOG.infof("event=agent_deleted agent=%s", agent);
    }
}
