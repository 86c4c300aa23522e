package dev.tidepool.social.alert;

import dev.tidepool.kernel.db.Batches;
import dev.tidepool.kernel.db.DatabaseTime;
import dev.tidepool.kernel.event.OutboxRelay;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Looks at the rules that are due. Several instances share them: each rule is looked at by one. */
@ApplicationScoped
class AlertJob {

    private static final Logger LOG = Logger.getLogger(AlertJob.class);

    private final LookService looks;
    private final AlertRepository alerts;
    private final AlertConfig config;
    private final OutboxRelay relay;

    AlertJob(LookService looks, AlertRepository alerts, AlertConfig config, OutboxRelay relay) {
        this.looks = looks;
        this.alerts = alerts;
        this.config = config;
        this.relay = relay;
    }

    @Scheduled(
            every = "${tidepool.alert.interval}",
            delayed = "2s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> look() {
        Uni<Boolean> batch = Uni.createFrom()
                .deferred(() -> looks.look(config.lookedTogether(), DatabaseTime.now()))
                .invoke(this::looked)
                .map(count -> count == config.lookedTogether());
        return Batches.all(batch, LOG, "alert_rules_unlooked");
    }

    private void looked(int count) {
        if (count > 0) {
            relay.wake();
        }
    }

    @Scheduled(every = "1h", delayed = "3m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> forget() {
        Uni<Boolean> batch = alerts.delete(DatabaseTime.now().minus(config.keptFor()), config.deletedTogether())
                .map(count -> count == config.deletedTogether());
        return Batches.all(batch, LOG, "alerts_kept");
    }
}
