package dev.tidepool.session.skill;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidepool.kernel.db.DatabaseTime;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.id.Uuid7Generator;
import dev.tidepool.kernel.page.Page;
import dev.tidepool.kernel.page.PageLimit;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.kernel.skill.manifest.SkillName;
import dev.tidepool.session.json.ExactJson;
import dev.tidepool.session.json.StorableJson;
import dev.tidepool.session.skill.run.RunConfig;
import dev.tidepool.session.skill.run.SkillError;
import dev.tidepool.session.skill.run.SkillRunner;
import dev.tidepool.session.tenant.TenantDatabase;
import io.opentelemetry.api.trace.Span;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Executes skills, shows what was executed, and cancels it. An execution of another organisation does not exist here. */
@ApplicationScoped
class ExecutionService {

    private static final Logger LOG = Logger.getLogger(ExecutionService.class);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final TenantDatabase database;
    private final ExecutionStarter starter;
    private final ExecutionRepository executions;
    private final ExecutionJournal journal;
    private final RunningExecutions running;
    private final SkillRunner runner;
    private final ExecutionObserver observer;
    private final RunConfig config;
    private final Uuid7Generator ids;
    private final ExactJson json;
    private final Vertx vertx;

    ExecutionService(
            TenantDatabase database,
            ExecutionStarter starter,
            ExecutionRepository executions,
            ExecutionJournal journal,
            RunningExecutions running,
            SkillRunner runner,
            ExecutionObserver observer,
            RunConfig config,
            Uuid7Generator ids,
            ExactJson json,
            Vertx vertx) {
        this.database = database;
        this.starter = starter;
        this.executions = executions;
        this.journal = journal;
        this.running = running;
        this.runner = runner;
        this.observer = observer;
        this.config = config;
        this.ids = ids;
        this.json = json;
        this.vertx = vertx;
    }

    /** An execution and what was written down of it. */
    record Logged(Execution execution, List<LogEntry> log) {}

    /**
     * The execution once it has ended, however it did. What is refused before it begins fails, as {@link ExecutionStarter#begin} does,
     * and with 503 when too many run. Once begun it goes on even if nobody waits for it any more.
     */
    Uni<Execution> execute(ExecutionWish wish) {
        return execute(ids.next(ExecutionId::new), wish);
    }

    private Uni<Execution> execute(ExecutionId id, ExecutionWish wish) {
        RunningExecutions.Place place = running.take(id, wish.member().organization());
        return starter.begin(id, wish)
                .onFailure()
                .invoke(place::leave)
                .onCancellation()
                .invoke(place::leave)
                .chain(begun -> Uni.createFrom().context(asker -> launch(begun, wish, place, asker)));
    }

    /** The same, but cancelled when it is not waited for any more. */
    Uni<Execution> executeWhileWanted(ExecutionWish wish) {
        ExecutionId id = ids.next(ExecutionId::new);
        return execute(id, wish).onCancellation().invoke(() -> giveUp(id, wish));
    }

    private void giveUp(ExecutionId id, ExecutionWish wish) {
        cancel(wish.member().organization(), wish.skill(), id)
                .subscribe()
                .with(cancelled -> {}, ended -> LOG.debugf("event=skill_execution_ended_before execution=%s", id));
    }

    private Uni<Execution> launch(
            ExecutionStarter.Begun begun,
            ExecutionWish wish,
            RunningExecutions.Place place,
            io.smallrye.mutiny.Context asker) {
        Execution execution = begun.execution();
        Span span = observer.begin(execution);
        // What a kind of skill does may end on a thread of its own; the end is written down where the request began.
        Context context = vertx.getOrCreateContext();
        Uni<Execution> run = Uni.join()
                .first(Uni.createFrom().deferred(() -> runner.run(begun.job(), place::keepUntilEnd)), place.cancelled())
                .toTerminate()
                .ifNoItem()
                .after(wish.timeout())
                .failWith(() -> Problem.of(
                        SkillError.SKILL_TIMEOUT,
                        "It did not end within " + wish.timeout().toSeconds() + " seconds."))
                .map(this::completed)
                .onFailure()
                .recoverWithItem(ExecutionService::failed)
                .emitOn(work -> context.runOnContext(ignored -> work.run()))
                .invoke(how -> observer.end(span, execution, how))
                .chain(how -> end(execution, how))
                .onTermination()
                .invoke(place::leave)
                .memoize()
                .indefinitely();
        run.subscribe()
                .with(
                        asker,
                        ended -> {},
                        failure -> LOG.errorf(failure, "event=skill_execution_end_lost execution=%s", execution.id()));
        return run;
    }

    private ExecutionState.Ended completed(ObjectNode output) {
        String text = json.write(output);
        if (!StorableJson.fits(text, config.maxOutputBytes())) {
            return ExecutionState.Failed.of(
                    DatabaseTime.now(),
                    Problem.of(
                            SkillError.SKILL_FAILED,
                            "Its output is longer than " + config.maxOutputBytes() + " bytes of JSON."));
        }
        return new ExecutionState.Completed(DatabaseTime.now(), new JsonObject(text));
    }

    private static ExecutionState.Ended failed(Throwable failure) {
        if (!(failure instanceof Problem problem)) {
            LOG.errorf(failure, "event=skill_execution_failed");
            return ExecutionState.Failed.of(
                    DatabaseTime.now(),
                    Problem.of(SkillError.SKILL_FAILED, "It failed for a reason that is in the log."));
        }
        return problem.code() == SkillError.SKILL_CANCELLED
                ? new ExecutionState.Cancelled(DatabaseTime.now())
                : ExecutionState.Failed.of(DatabaseTime.now(), problem);
    }

    /** What was done is not lost with a connection to the database. After its deadline the execution is taken for lost anyway. */
    private Uni<Execution> end(Execution execution, ExecutionState.Ended how) {
        return journal.ended(execution, how)
                .onFailure()
                .retry()
                .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                .expireAt(execution.deadline().toEpochMilli())
                .chain(now -> now
                        ? Uni.createFrom().item(execution.ended(how))
                        : find(execution.organization(), execution.skill(), execution.id())
                                .map(Logged::execution));
    }

    /** Fails with 404 {@link SkillError#EXECUTION_NOT_FOUND}. */
    Uni<Logged> find(OrganizationId organization, SkillName skill, ExecutionId id) {
        return database.inTransaction(
                organization,
                transaction -> executions
                        .find(transaction, organization, skill, id)
                        .map(found -> present(found, id))
                        .chain(found -> executions.readLog(transaction, found).map(log -> new Logged(found, log))));
    }

    /** Newest first, without outputs. */
    Uni<Page<Execution>> list(
            OrganizationId organization, SkillName skill, Optional<ExecutionId> before, PageLimit limit) {
        return database.inTransaction(
                        organization,
                        transaction -> executions.list(transaction, organization, skill, before, limit.plusOne()))
                .map(found -> Page.of(found, limit));
    }

    /** Ends it for good, and gives it up wherever it runs. Fails with 409 when it has ended. */
    Uni<Logged> cancel(OrganizationId organization, SkillName skill, ExecutionId id) {
        return find(organization, skill, id)
                .map(Logged::execution)
                .chain(found -> journal.ended(found, new ExecutionState.Cancelled(DatabaseTime.now())))
                .invoke(now -> {
                    if (!now) {
                        throw Problem.of(SkillError.EXECUTION_ENDED, "The execution " + id + " has ended already.");
                    }
                    running.cancel(id);
                })
                .chain(() -> find(organization, skill, id));
    }

    private static Execution present(Optional<Execution> found, ExecutionId id) {
        return found.orElseThrow(() -> Problem.notFound(SkillError.EXECUTION_NOT_FOUND, id));
    }
}
