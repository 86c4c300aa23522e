package dev.tidepool.social.submolt;

import dev.tidepool.kernel.db.DatabaseTime;
import dev.tidepool.kernel.event.EventId;
import dev.tidepool.kernel.event.Outbox;
import dev.tidepool.kernel.event.OutboxRelay;
import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.id.Uuid7Generator;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.social.agent.AgentPair;
import dev.tidepool.social.agent.AgentPairService;
import dev.tidepool.social.agent.Author;
import dev.tidepool.social.agent.PlatformModerators;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Gives and takes the role of a moderator, in the lock order agents, submolt. */
@ApplicationScoped
class ModeratorService {

    private static final Logger LOG = Logger.getLogger(ModeratorService.class);
    private static final String MODERATORS = "tidepool.social.moderators";

    private final Pool pool;
    private final ModeratorRepository moderators;
    private final SubmoltRepository submolts;
    private final SubmoltService reads;
    private final AgentPairService pairs;
    private final PlatformModerators platform;
    private final Outbox outbox;
    private final OutboxRelay relay;
    private final Uuid7Generator ids;
    private final SubmoltConfig limits;
    private final MeterRegistry metrics;

    ModeratorService(
            Pool pool,
            ModeratorRepository moderators,
            SubmoltRepository submolts,
            SubmoltService reads,
            AgentPairService pairs,
            PlatformModerators platform,
            Outbox outbox,
            OutboxRelay relay,
            Uuid7Generator ids,
            SubmoltConfig limits,
            MeterRegistry metrics) {
        this.pool = pool;
        this.moderators = moderators;
        this.submolts = submolts;
        this.reads = reads;
        this.pairs = pairs;
        this.platform = platform;
        this.outbox = outbox;
        this.relay = relay;
        this.ids = ids;
        this.limits = limits;
        this.metrics = metrics;
    }

    /** Fails with 404. */
    Uni<ModeratorListView> list(String submolt) {
        return reads.named(submolt).chain(found -> moderators.all(found.id())).map(ModeratorListView::of);
    }

    /** For the owner and platform moderators. Fails with 404 for the submolt or the agent, 403, or 409 when there are too many. */
    Uni<ModeratorChangeView> add(AgentId by, String submolt, String agent) {
        return change(by, submolt, agent, this::add);
    }

    /** For the owner, platform moderators and the moderator itself. Fails with 404 for the submolt or the agent, 403, or 409 for the owner. */
    Uni<ModeratorChangeView> remove(AgentId by, String submolt, String agent) {
        return change(by, submolt, agent, this::remove);
    }

    /** Fails with 403 for an agent that is neither the owner nor a moderator, there or everywhere. */
    Uni<Void> requireRole(SqlConnection transaction, Submolt submolt, Author agent) {
        if (platform.include(agent.organization())) {
            return Uni.createFrom().voidItem();
        }
        return moderators
                .roleOf(transaction, submolt.id(), agent.id())
                .invoke(role -> requirePresent(role, submolt))
                .replaceWithVoid();
    }

    private static void requirePresent(Optional<SubmoltRole> role, Submolt submolt) {
        if (role.isEmpty()) {
            throw Problem.of(
                    SubmoltError.SUBMOLT_ROLE_REQUIRED,
                    "Ask the owner of " + submolt.name() + " to make you a moderator.");
        }
    }

    /** Who acts on whom, where, and what the one whom it is about is there; all under locks. */
    private record Case(Author by, Author agent, Submolt submolt, boolean byOwner, Optional<SubmoltRole> role) {}

    private interface Work {
        Uni<ModeratorOutcome> on(SqlConnection transaction, Case decided);
    }

    private record Change(Case decided, ModeratorOutcome outcome) {}

    private Uni<ModeratorChangeView> change(AgentId by, String submolt, String agent, Work work) {
        return pool.withTransaction(transaction -> caseOf(transaction, by, submolt, agent)
                        .chain(decided -> work.on(transaction, decided).map(outcome -> new Change(decided, outcome)))
                        .call(change -> tell(transaction, change)))
                .invoke(this::done)
                .map(change -> ModeratorChangeView.of(
                        change.outcome(), change.decided().agent().name()));
    }

    private Uni<Case> caseOf(SqlConnection transaction, AgentId by, String submolt, String agent) {
        return Uni.combine()
                .all()
                .unis(pairs.lock(transaction, by, agent), reads.named(transaction, submolt))
                .asTuple()
                .call(read -> submolts.lock(transaction, read.getItem2().id()))
                .chain(read -> rolesOf(transaction, read.getItem1(), read.getItem2()));
    }

    private Uni<Case> rolesOf(SqlConnection transaction, AgentPair pair, Submolt submolt) {
        return Uni.combine()
                .all()
                .unis(
                        moderators.roleOf(
                                transaction, submolt.id(), pair.actor().id()),
                        moderators.roleOf(
                                transaction, submolt.id(), pair.other().id()))
                .asTuple()
                .map(roles -> new Case(
                        pair.actor(),
                        pair.other(),
                        submolt,
                        platform.include(pair.actor().organization())
                                || roles.getItem1()
                                        .filter(SubmoltRole.OWNER::equals)
                                        .isPresent(),
                        roles.getItem2()));
    }

    private Uni<ModeratorOutcome> add(SqlConnection transaction, Case decided) {
        requireOwner(decided, decided.byOwner());
        if (decided.role().isPresent()) {
            return Uni.createFrom().item(ModeratorOutcome.ALREADY_MODERATOR);
        }
        SubmoltId submolt = decided.submolt().id();
        return moderators
                .count(transaction, submolt)
                .invoke(this::requireRoom)
                .chain(() -> moderators.insert(
                        transaction, submolt, decided.agent().id(), SubmoltRole.MODERATOR, DatabaseTime.now()))
                .replaceWith(ModeratorOutcome.ADDED);
    }

    private Uni<ModeratorOutcome> remove(SqlConnection transaction, Case decided) {
        requireOwner(
                decided,
                decided.byOwner() || decided.by().id().equals(decided.agent().id()));
        if (decided.role().isEmpty()) {
            return Uni.createFrom().item(ModeratorOutcome.NOT_MODERATOR);
        }
        if (decided.role().get() == SubmoltRole.OWNER) {
            throw Problem.of(SubmoltError.SUBMOLT_OWNER_STAYS, "A submolt keeps its owner.");
        }
        return moderators
                .delete(transaction, decided.submolt().id(), decided.agent().id())
                .replaceWith(ModeratorOutcome.REMOVED);
    }

    private static void requireOwner(Case decided, boolean permitted) {
        if (!permitted) {
            throw Problem.of(
                    SubmoltError.SUBMOLT_OWNER_REQUIRED,
                    "Ask the owner of " + decided.submolt().name() + ".");
        }
    }

    private void requireRoom(long present) {
        if (present >= limits.maxModerators()) {
            throw Problem.of(
                    SubmoltError.MODERATOR_LIMIT_REACHED,
                    "A submolt has at most " + limits.maxModerators() + " moderators. Remove one first.");
        }
    }

    private Uni<Void> tell(SqlConnection transaction, Change change) {
        Case decided = change.decided();
        return change.outcome().isChange()
                ? outbox.append(
                        transaction,
                        SubmoltEvent.moderation(
                                ids.next(EventId::new),
                                change.outcome(),
                                decided.submolt(),
                                decided.by(),
                                decided.agent(),
                                DatabaseTime.now()))
                : Uni.createFrom().voidItem();
    }

    private void done(Change change) {
        String action = change.outcome().action();
        metrics.counter(MODERATORS, "action", action).increment();
        if (change.outcome().isChange()) {
            relay.wake();
            LOG.infof(
                    "event=moderator_%s submolt=%s agent=%s by=%s",
                    action,
                    change.decided().submolt().name(),
                    change.decided().agent().id(),
                    change.decided().by().id());
        }
    }
}
