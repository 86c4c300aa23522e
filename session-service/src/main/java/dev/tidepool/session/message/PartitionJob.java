package dev.tidepool.session.message;

import dev.tidepool.kernel.db.SqlFailures;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import org.jboss.logging.Logger;

/**
 * Makes the monthly partitions of messages ahead of time, and detaches those that are past their retention. The database's
 * functions do it as the tables' owner.
 */
@ApplicationScoped
class PartitionJob {

    private static final Logger LOG = Logger.getLogger(PartitionJob.class);

    private static final Duration FIRST_RETRY = Duration.ofSeconds(30);
    private static final Duration LAST_RETRY = Duration.ofMinutes(10);
    private static final int RETRIES = 20;

    private static final String DETACH = "SELECT session.detach_message_partitions($1) AS detached";

    private static final String MAKE = "SELECT session.make_message_partitions($1) AS made";

    private final Pool pool;
    private final MessageConfig config;

    PartitionJob(Pool pool, MessageConfig config) {
        this.pool = pool;
        this.config = config;
        if (config.retentionMonths() < 1) {
            throw new IllegalArgumentException("tidepool.message.retention-months must be at least 1");
        }
    }

    /** At start and twice a day: a month ahead leaves ample time should a run fail. */
    @Scheduled(every = "12h", delayed = "2s")
    Uni<Void> makeAhead() {
        return pool.preparedQuery(MAKE)
                .execute(Tuple.of(config.partitionMonths()))
                .onFailure(SqlFailures::isOverdue)
                .retry()
                .withBackOff(FIRST_RETRY, LAST_RETRY)
                .atMost(RETRIES)
                .invoke(rows -> report(rows.iterator().next().getInteger("made")))
                .replaceWithVoid();
    }

    @Scheduled(every = "12h", delayed = "20s")
    Uni<Void> detachOld() {
        LocalDate before = YearMonth.now(ZoneOffset.UTC)
                .minusMonths(config.retentionMonths())
                .atDay(1);
        return pool.preparedQuery(DETACH)
                .execute(Tuple.of(before))
                .onFailure(SqlFailures::isOverdue)
                .retry()
                .withBackOff(FIRST_RETRY, LAST_RETRY)
                .atMost(RETRIES)
                .invoke(rows -> reportDetached(rows.iterator().next().getInteger("detached")))
                .replaceWithVoid();
    }

    private static void reportDetached(int detached) {
        if (detached > 0) {
            LOG.infof("event=message_partitions_detached count=%d", detached);
        }
    }

    private static void report(int made) {
        if (made > 0) {
            LOG.infof("event=message_partitions_made count=%d", made);
        }
    }
}
