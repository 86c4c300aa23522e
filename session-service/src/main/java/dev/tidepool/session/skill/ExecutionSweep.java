package dev.tidepool.session.skill;

import dev.tidepool.kernel.db.DatabaseTime;
import dev.tidepool.kernel.db.Rows;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.session.skill.run.RunConfig;
import dev.tidepool.session.skill.run.SkillError;
import dev.tidepool.session.tenant.TenantDatabase;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jboss.logging.Logger;

/** Ends executions whose instance is gone, and forgets old ones. Several instances may do it at once. */
@ApplicationScoped
class ExecutionSweep {

    private static final Logger LOG = Logger.getLogger(ExecutionSweep.class);

    private static final int BATCH = 200;

    private static final String LOST = "SELECT lost_id, lost_organization FROM session.lost_skill_executions($1, $2)";

    private static final String PURGE = "SELECT session.purge_skill_executions($1, $2) AS purged";

    private final Pool pool;
    private final TenantDatabase database;
    private final ExecutionRepository executions;
    private final ExecutionJournal journal;
    private final RunConfig config;

    ExecutionSweep(
            Pool pool,
            TenantDatabase database,
            ExecutionRepository executions,
            ExecutionJournal journal,
            RunConfig config) {
        this.pool = pool;
        this.database = database;
        this.executions = executions;
        this.journal = journal;
        this.config = config;
    }

    private record Lost(OrganizationId organization, ExecutionId id) {}

    @Scheduled(every = "10s", delayed = "3s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> endLost() {
        return pool.preparedQuery(LOST)
                .execute(Tuple.of(OffsetDateTime.now(ZoneOffset.UTC), BATCH))
                .map(rows -> Rows.list(
                        rows,
                        row -> new Lost(
                                new OrganizationId(row.getUUID("lost_organization")),
                                new ExecutionId(row.getUUID("lost_id")))))
                .chain(this::end);
    }

    private Uni<Void> end(List<Lost> lost) {
        return Multi.createFrom()
                .iterable(lost)
                .onItem()
                .transformToUniAndConcatenate(this::endOrLeave)
                .collect()
                .last()
                .replaceWithVoid();
    }

    /** One that cannot be ended is left for the next time, and does not keep the others. */
    private Uni<Boolean> endOrLeave(Lost lost) {
        return end(lost)
                .onFailure()
                .invoke(failure -> LOG.warnf(
                        "event=skill_execution_not_ended execution=%s reason=%s", lost.id(), failure.toString()))
                .onFailure()
                .recoverWithItem(false);
    }

    private Uni<Boolean> end(Lost lost) {
        return database.inTransaction(
                        lost.organization(),
                        transaction -> executions.findRunning(transaction, lost.organization(), lost.id()))
                .chain(found -> found.isEmpty() ? Uni.createFrom().item(false) : end(found.get()));
    }

    private Uni<Boolean> end(Execution execution) {
        LOG.warnf("event=skill_execution_lost execution=%s skill=%s", execution.id(), execution.skill());
        return journal.ended(
                execution,
                new ExecutionState.Failed(
                        DatabaseTime.now(),
                        SkillError.EXECUTION_LOST.name(),
                        "The instance that executed it is gone. Execute it again."));
    }

    @Scheduled(every = "10m", delayed = "30s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> forgetOld() {
        Instant before = DatabaseTime.now().minus(config.retention());
        return pool.preparedQuery(PURGE)
                .execute(Tuple.of(before.atOffset(ZoneOffset.UTC), BATCH))
                .map(rows -> rows.iterator().next().getInteger("purged"))
                .chain(purged ->
                        purged == BATCH ? forgetOld() : Uni.createFrom().voidItem());
    }
}
