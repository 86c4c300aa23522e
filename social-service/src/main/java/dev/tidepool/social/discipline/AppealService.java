package dev.tidepool.social.discipline;

import dev.tidepool.kernel.db.DatabaseTime;
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
import dev.tidepool.social.suspension.SuspensionId;
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
                .chain(() -> outbox.appendAll(
                        transaction, DisciplineEvent.of(ids, "appealed", agent, Actor.agent(agent), details, now)));
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

    /** Whether it was accepted. Fails with 400, 404, or 409 for one that was decided, or whose suspension ended. */
    Uni<Boolean> decide(Actor moderator, AppealId id, DecisionRequest request) {
        boolean accepted = isAccepted(request.decision());
        String reply = PlainText.optional("reply", request.reply(), limits.maxAppealCharacters())
                .orElse("");
        return pool.withTransaction(transaction -> appeals.against(transaction, id)
                        .map(found -> found.orElseThrow(() -> notFound(id)))
                        .chain(against -> agents.lock(transaction, against.agent())
                                .map(found -> found.orElseThrow(() -> notFound(id)))
                                .chain(agent -> store(
                                        transaction,
                                        agent,
                                        new Decision(id, against.suspension(), accepted, reply, moderator)))))
                .invoke(() -> done(accepted ? "accepted" : "rejected", id.toString(), moderator.subject()))
                .replaceWith(accepted);
    }

    private static boolean isAccepted(@Nullable String decision) {
        return switch (decision) {
            case "accept" -> true;
            case "reject" -> false;
            case null, default -> throw Problem.invalidField("decision", "decision must be accept or reject.");
        };
    }

    private static Problem notFound(AppealId id) {
        return Problem.notFound(DisciplineError.APPEAL_NOT_FOUND, id);
    }

    /** What a moderator decided on an appeal against a suspension. */
    private record Decision(AppealId appeal, SuspensionId against, boolean accepted, String reply, Actor by) {

        String status() {
            return accepted ? "accepted" : "rejected";
        }
    }

    private Uni<Void> store(SqlConnection transaction, Author agent, Decision made) {
        Instant now = DatabaseTime.now();
        JsonObject details =
                new JsonObject().put("appealId", made.appeal().toString()).put("reply", made.reply());
        return appeals.decide(
                        transaction,
                        made.appeal(),
                        made.status(),
                        made.reply(),
                        made.by().subject(),
                        now)
                .invoke(AppealService::requireOpen)
                .chain(() -> suspensions.stored(transaction, agent.id()))
                .invoke(binding -> requireBinding(binding, made.against()))
                .chain(() -> outbox.appendAll(
                        transaction,
                        DisciplineEvent.of(ids, "appeal_" + made.status(), agent, made.by(), details, now)))
                .chain(() -> notifications.appealDecided(transaction, made.appeal(), agent.id(), now))
                .chain(() -> made.accepted()
                        ? discipline
                                .lift(transaction, agent, made.by(), "appeal", now)
                                .replaceWithVoid()
                        : Uni.createFrom().voidItem());
    }

    /** Another that took its place, or none, is not what the appeal is about. */
    private static void requireBinding(Optional<Suspension> binding, SuspensionId against) {
        if (binding.filter(found -> found.id().equals(against)).isEmpty()) {
            throw Problem.of(
                    DisciplineError.SUSPENSION_ENDED,
                    "The suspension that the appeal is against has ended, or another took its place. There is nothing to decide.");
        }
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
