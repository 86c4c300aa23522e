package dev.tidepool.social.trending;

import dev.tidepool.kernel.db.Batches;
import dev.tidepool.kernel.db.DatabaseTime;
import dev.tidepool.kernel.event.OutboxRelay;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Counts what happened since the last time, tells of it, and forgets what no window reaches. Every instance may: they share the work. */
@ApplicationScoped
class TrendFolding {

    private static final Logger LOG = Logger.getLogger(TrendFolding.class);

    /** A day more than the longest window. */
    private static final Duration KEPT = Duration.ofDays(8);

    private final TrendRepository trends;
    private final TrendTopService tops;
    private final OutboxRelay relay;
    private final Counter told;

    TrendFolding(TrendRepository trends, TrendTopService tops, OutboxRelay relay, MeterRegistry metrics) {
        this.trends = trends;
        this.tops = tops;
        this.relay = relay;
        this.told = Counter.builder("tidepool.social.trends.told")
                .description("Changes of the top of a list of trends that were told")
                .register(metrics);
    }

    @Scheduled(every = "${tidepool.social.trend.interval}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> fold() {
        return trends.shift(DatabaseTime.now())
                .onFailure()
                .invoke(failure -> LOG.warnf("event=trend_windows_not_moved reason=%s", failure.toString()))
                .onFailure()
                .recoverWithNull()
                .chain(() -> Batches.all(trends.fold(), LOG, "trend_signals_kept"));
    }

    @Scheduled(
            every = "${tidepool.social.trend.told-every}",
            delayed = "${tidepool.social.trend.interval}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> tell() {
        return tops.tell()
                .invoke(changes -> {
                    if (changes > 0) {
                        told.increment(changes);
                        relay.wake();
                    }
                })
                .replaceWithVoid()
                .onFailure()
                .invoke(failure -> LOG.warnf("event=trends_not_told reason=%s", failure.toString()))
                .onFailure()
                .recoverWithNull();
    }

    @Scheduled(every = "1h", delayed = "7m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> forget() {
        return Batches.all(trends.forget(DatabaseTime.now().minus(KEPT)), LOG, "trends_kept");
    }
}
