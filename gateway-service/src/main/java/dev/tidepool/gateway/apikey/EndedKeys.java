package dev.tidepool.gateway.apikey;

import dev.tidepool.kernel.db.Batches;
import dev.tidepool.kernel.db.DatabaseTime;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import org.jboss.logging.Logger;

/** Keys that ended long ago make room, with the count of their uses and the invitations made with them. */
@ApplicationScoped
class EndedKeys {

    private static final Logger LOG = Logger.getLogger(EndedKeys.class);

    private final ApiKeyRepository repository;
    private final ApiKeyConfig config;

    EndedKeys(ApiKeyRepository repository, ApiKeyConfig config) {
        this.repository = repository;
        this.config = config;
    }

    @Scheduled(every = "1h", delayed = "6m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> delete() {
        Instant before = DatabaseTime.now().minus(config.endedKept());
        return Batches.all(repository.deleteEnded(before), LOG, "ended_keys_kept");
    }
}
