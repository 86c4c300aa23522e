package dev.tidepool.social.discipline;

import dev.tidepool.kernel.db.DatabaseTime;
import dev.tidepool.kernel.db.Each;
import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.social.suspension.SuspensionService;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Ends suspensions whose time is over. Of several instances each may try: the lock on the agent lets one. */
@ApplicationScoped
class SuspensionJob {

    private static final Logger LOG = Logger.getLogger(SuspensionJob.class);
    private static final int BATCH = 100;

    private final SuspensionService suspensions;
    private final DisciplineService discipline;

    SuspensionJob(SuspensionService suspensions, DisciplineService discipline) {
        this.suspensions = suspensions;
        this.discipline = discipline;
    }

    @Scheduled(
            every = "${tidepool.social.suspension.interval}",
            delayed = "1s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> expire() {
        return suspensions
                .due(DatabaseTime.now(), BATCH)
                .chain(agents -> Each.inTurn(agents, this::expire))
                .onFailure()
                .invoke(failure -> LOG.warnf("event=suspensions_kept reason=%s", failure.toString()))
                .onFailure()
                .recoverWithNull();
    }

    /** One that cannot be ended holds up no other. */
    private Uni<Void> expire(AgentId agent) {
        return discipline
                .expire(agent)
                .onFailure()
                .invoke(failure -> LOG.warnf("event=suspension_kept agent=%s reason=%s", agent, failure.toString()))
                .onFailure()
                .recoverWithNull();
    }
}
