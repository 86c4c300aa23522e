package dev.tidepool.gateway.audit;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Makes the trail's monthly partitions ahead of time and drops those that are too old, both as the tables' owner. */
@ApplicationScoped
class AuditPartitions {

    private static final Logger LOG = Logger.getLogger(AuditPartitions.class);

    private static final String TURN =
            "SELECT gateway.make_audit_partitions($1) AS made, gateway.drop_audit_partitions($2) AS dropped";

    private final Pool pool;
    private final AuditConfig config;

    AuditPartitions(Pool pool, AuditConfig config) {
        this.pool = pool;
        this.config = config;
    }

    /** At start and twice a day: a month ahead leaves ample time should a run fail. */
    @Scheduled(every = "12h", delayed = "2s")
    Uni<Void> turn() {
        return pool.preparedQuery(TURN)
                .execute(Tuple.of(config.partitionMonths(), config.keepMonths()))
                .invoke(rows -> report(
                        rows.iterator().next().getInteger("made"),
                        rows.iterator().next().getInteger("dropped")))
                .replaceWithVoid();
    }

    private static void report(int made, int dropped) {
        if (made + dropped > 0) {
            LOG.infof("event=audit_partitions_turned made=%d dropped=%d", made, dropped);
        }
    }
}
