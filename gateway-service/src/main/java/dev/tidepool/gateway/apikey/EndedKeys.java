package dev.tidepool.gateway.apikey;

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

    /** Batch after batch, while there are full ones. */
    @Scheduled(every = "1h", delayed = "6m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> delete() {
        Instant before = DatabaseTime.now().minus(config.endedKept());
        return repository
                .deleteEnded(before)
                .repeat()
                .whilst(full -> full)
                .collect()
                .last()
                .replaceWithVoid()
                .onFailure()
                .invoke(failure -> LOG.warnf("event=ended_keys_kept reason=%s", failure.toString()))
                .onFailure()
                .recoverWithNull();
    }
}
