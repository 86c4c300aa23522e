package dev.tidepool.social.analytics;

import dev.tidepool.kernel.db.Batches;
import dev.tidepool.kernel.event.OutboxRelay;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Folds what happened into the totals. One instance at a time does it. */
@ApplicationScoped
class ActivityJob {

    private static final Logger LOG = Logger.getLogger(ActivityJob.class);

    private final ActivityRepository activity;
    private final AnalyticsConfig config;
    private final OutboxRelay relay;
    private final Counter folded;

    ActivityJob(ActivityRepository activity, AnalyticsConfig config, OutboxRelay relay, MeterRegistry metrics) {
        this.activity = activity;
        this.config = config;
        this.relay = relay;
        this.folded = Counter.builder("tidepool.social.activity.folded")
                .description("Changes of posts that are in the totals")
                .register(metrics);
    }

    @Scheduled(
            every = "${tidepool.analytics.interval}",
            delayed = "1s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> fold() {
        Uni<Boolean> batch = activity.fold(config.foldedTogether())
                .invoke(this::told)
                .map(count -> count == config.foldedTogether());
        return Batches.all(batch, LOG, "activity_unfolded");
    }

    private void told(int count) {
        if (count > 0) {
            folded.increment(count);
            relay.wake();
        }
    }
}
