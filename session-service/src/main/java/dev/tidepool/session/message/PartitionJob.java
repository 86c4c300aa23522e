package dev.tidepool.session.message;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Makes the monthly partitions of messages ahead of time. The database function does it as the tables' owner. */
@ApplicationScoped
class PartitionJob {

    private static final Logger LOG = Logger.getLogger(PartitionJob.class);

    private static final String MAKE = "SELECT session.make_message_partitions($1) AS made";

    private final Pool pool;
    private final MessageConfig config;

    PartitionJob(Pool pool, MessageConfig config) {
        this.pool = pool;
        this.config = config;
    }

    /** At start and twice a day: a month ahead leaves ample time should a run fail. */
    @Scheduled(every = "12h", delayed = "2s")
    Uni<Void> makeAhead() {
        return pool.preparedQuery(MAKE)
                .execute(Tuple.of(config.partitionMonths()))
                .invoke(rows -> report(rows.iterator().next().getInteger("made")))
                .replaceWithVoid();
    }

    private static void report(int made) {
        if (made > 0) {
            LOG.infof("event=message_partitions_made count=%d", made);
        }
    }
}
