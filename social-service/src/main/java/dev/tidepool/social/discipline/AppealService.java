package dev.tidepool.social.discipline;

import dev.tidepool.kernel.db.DatabaseTime;
import dev.tidepool.kernel.event.EventId;
import dev.tidepool.kernel.event.Outbox;
import dev.tidepool.kernel.event.OutboxRelay;
import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.id.Uuid7Generator;
import dev.tidepool.kernel.page.CursorCodec;
import dev.tidepool.kernel.page.Page;
import dev.tidepool.kernel.page.PageLimit;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.social.agent.Author;
import dev.tidepool.social.input.PlainText;
import dev.tidepool.social.notification.NotificationService;
import dev.tidepool.social.suspension.Suspension;
import dev.tidepool.social.suspension.SuspensionService;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Takes and decides appeals: row, event and notification in one transaction, in the lock order agent, appeal. */
@ApplicationScoped
class AppealService {

    private static final Logger LOG = Logger.getLogger(AppealService.class);
    private static final String APPEALS = "tidepool.social.appeals";
    private static final String LIST = "appeals";

    private final Pool pool;
    private final AppealRepository appeals;
    private final DisciplineRepository agents;
    private final DisciplineService discipline;
    private final SuspensionService suspensions;
    private final NotificationService notifications;
    private final Outbox outbox;
    private final OutboxRelay relay;
    private final Uuid7Generator ids;
    private final CursorCodec cursors;
    private final DisciplineConfig limits;
    private final MeterRegistry metrics;

    AppealService(
            Pool pool,
            AppealRepository appeals,
            DisciplineRepository agents,
            DisciplineService discipline,
            SuspensionService suspensions,
            NotificationService notifications,
            Outbox outbox,
            OutboxRelay relay,
            Uuid7Generator ids,
            CursorCodec cursors,
            DisciplineConfig limits,
            MeterRegistry metrics) {
        this.pool = pool;
        this.appeals = appeals;
        this.agents = agents;
        this.discipline = discipline;
        this.suspensions = suspensions;
        this.notifications = notifications;
        this.outbox = outbox;
        this.relay = relay;
        this.ids = ids;
        this.cursors = cursors;
        this.limits = limits;
        this.metrics = metrics;
    }

    /** Fails with 400 for the text, 409 for an agent that is not suspended or has appealed. */
    Uni<Void> appeal(AgentId agent, AppealRequest request) {
        String text = PlainText.required("text", request.text(), limits.maxAppealCharacters());
        return pool.withTransaction(transaction -> agents.lock(transaction, agent)
                        .map(found -> found.orElseThrow(AppealService::notSuspended))
                        .chain(author -> store(transaction, author, text, DatabaseTime.now())))
                .invoke(() -> done("made", agent.toString(), "agent:" + agent));
    }

    private Uni<Void> store(SqlConnection transaction, Author agent, String text, Instant now) {
        AppealId id = ids.next(AppealId::new);
        JsonObject details = new JsonObject().put("appealId", id.toString());
        return suspensions
                .stored(transaction, agent.id())
                .map(found -> found.filter(suspension -> !suspension.isOver(now)))
                .map(found -> found.orElseThrow(AppealService::notSuspended))
                .map(Suspension::id)
                .chain(suspension -> appeals.insert(transaction, id, suspension, text, now))
                .invoke(AppealService::requireFirst)
                .chain(() -> outbox.append(
                        transaction,
                        DisciplineEvent.of(
                                ids.next(EventId::new), "appealed", agent, "agent:" + agent.id(), details, now)));
    }

    private static void requireFirst(boolean first) {
        if (!first) {
            throw Problem.of(
                    DisciplineError.APPEAL_MADE,
                    "You appealed against this suspension. GET /api/v1/agents/status tells what became of it.");
        }
    }

    private static Problem notSuspended() {
        return Problem.of(DisciplineError.NOT_SUSPENDED, "You are not suspended: there is nothing to appeal against.");
    }

    /** The oldest first. Fails with 400 for the cursor. */
    Uni<AppealListView> page(Optional<String> cursor, PageLimit limit) {
        Optional<AppealRepository.Place> after =
                cursor.map(given -> cursors.decode(LIST, given)).map(AppealService::placeOf);
        return appeals.queue(after, limit.plusOne()).map(read -> {
            Page<Appeal> page = Page.of(read, limit);
            return AppealListView.of(
                    page,
                    page.next(last -> cursors.encode(
                            LIST, last.createdAt().toString(), last.id().toString())));
        });
    }

    private static AppealRepository.Place placeOf(List<String> fields) {
        return new AppealRepository.Place(Instant.parse(fields.get(0)), AppealId.fromString(fields.get(1)));
    }

    /** Whether it was accepted. Fails with 400, 404, or 409 for one that was decided. */
    Uni<Boolean> decide(String moderator, AppealId id, DecisionRequest request) {
        boolean accepted = isAccepted(request.decision());
        String reply = PlainText.optional("reply", request.reply(), limits.maxAppealCharacters())
                .orElse("");
        return pool.withTransaction(transaction -> appeals.agentOf(transaction, id)
                        .chain(agent -> agent.map(found -> agents.lock(transaction, found))
                                .orElseGet(() -> Uni.createFrom().item(Optional.empty())))
                        .map(found -> found.orElseThrow(() -> Problem.notFound(DisciplineError.APPEAL_NOT_FOUND, id)))
                        .chain(agent -> store(transaction, agent, id, accepted, reply, moderator)))
                .invoke(() -> done(accepted ? "accepted" : "rejected", id.toString(), moderator))
                .replaceWith(accepted);
    }

    private static boolean isAccepted(@Nullable String decision) {
        return switch (decision) {
            case "accept" -> true;
            case "reject" -> false;
            case null, default -> throw Problem.invalidField("decision", "decision must be accept or reject.");
        };
    }

    private Uni<Void> store(
            SqlConnection transaction, Author agent, AppealId id, boolean accepted, String reply, String moderator) {
        Instant now = DatabaseTime.now();
        String status = accepted ? "accepted" : "rejected";
        JsonObject details = new JsonObject().put("appealId", id.toString()).put("reply", reply);
        return appeals.decide(transaction, id, status, reply, moderator, now)
                .invoke(AppealService::requireOpen)
                .chain(() -> outbox.append(
                        transaction,
                        DisciplineEvent.of(ids.next(EventId::new), "appeal_" + status, agent, moderator, details, now)))
                .chain(() -> notifications.appealDecided(transaction, id, agent.id(), now))
                .chain(() -> accepted
                        ? discipline
                                .lift(transaction, agent, moderator, "appeal", now)
                                .replaceWithVoid()
                        : Uni.createFrom().voidItem());
    }

    private static void requireOpen(boolean open) {
        if (!open) {
            throw Problem.of(DisciplineError.APPEAL_DECIDED, "Somebody decided this appeal before you.");
        }
    }

    private void done(String outcome, String about, String by) {
        relay.wake();
        metrics.counter(APPEALS, "outcome", outcome).increment();
        LOG.infof("event=appeal_%s about=%s by=%s", outcome, about, by);
    }
}
