package dev.tidepool.social.trending;

import dev.tidepool.kernel.db.Batches;
import dev.tidepool.kernel.db.DatabaseTime;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Counts what happened since the last time, and forgets what no window reaches. Every instance may: they share the signals. */
@ApplicationScoped
class TrendFolding {

    private static final Logger LOG = Logger.getLogger(TrendFolding.class);

    /** A day more than the longest window. */
    private static final Duration KEPT = Duration.ofDays(8);

    private final TrendRepository trends;

    TrendFolding(TrendRepository trends) {
        this.trends = trends;
    }

    @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> fold() {
        return Batches.all(trends.fold(), LOG, "trend_signals_kept");
    }

    @Scheduled(every = "1h", delayed = "7m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> forget() {
        return Batches.all(trends.forget(DatabaseTime.now().minus(KEPT)), LOG, "trends_kept");
    }
}
