package dev.tidepool.social.skill;

import dev.tidepool.kernel.db.Batches;
import dev.tidepool.kernel.db.DatabaseTime;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Forgets who downloaded on days that are over: the totals are kept. */
@ApplicationScoped
class DownloadSweep {

    private static final Logger LOG = Logger.getLogger(DownloadSweep.class);

    private final StandingRepository standings;

    DownloadSweep(StandingRepository standings) {
        this.standings = standings;
    }

    @Scheduled(every = "1h", delayed = "11m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> forget() {
        return Batches.all(
                standings.forgetDownloads(DatabaseTime.now().minus(Duration.ofDays(1))), LOG, "skill_downloads_kept");
    }
}
