package dev.tidepool.gateway.apikey;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Counts uses of keys in memory and writes them once a minute, all keys together: a request waits for none of it. A gateway
 * that is killed loses the last minute's; one that is stopped writes them.
 */
@Singleton
class KeyUsage {

    private static final Logger LOG = Logger.getLogger(KeyUsage.class);
    private static final Duration LAST_WRITE_LIMIT = Duration.ofSeconds(5);

    /** After the requests under way have ended (Drain observes with the default priority). */
    private static final int AFTER_DRAIN = 4000;

    private final KeyUsageRepository repository;
    private final MeterRegistry metrics;
    private final ApiKeyConfig config;
    private final KeyUses uses = new KeyUses();

    KeyUsage(KeyUsageRepository repository, MeterRegistry metrics, ApiKeyConfig config) {
        this.repository = repository;
        this.metrics = metrics;
        this.config = config;
    }

    void count(ApiKeyId key, long nowMillis) {
        uses.count(key, nowMillis);
    }

    @Scheduled(
            every = "${tidepool.api-key.usage-interval}",
            delayed = "1s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> write() {
        List<KeyUses.Uses> taken = uses.take();
        return taken.isEmpty()
                ? Uni.createFrom().voidItem()
                : repository
                        .add(taken)
                        .invoke(() ->
                                metrics.counter("tidepool.apikey.usage.rows").increment(taken.size()))
                        .onFailure()
                        .recoverWithUni(failure -> putBack(taken, failure));
    }

    private Uni<Void> putBack(List<KeyUses.Uses> taken, Throwable failure) {
        LOG.warnf("event=key_usage_not_written keys=%d reason=%s", taken.size(), failure.toString());
        taken.forEach(uses::addAgain);
        return Uni.createFrom().voidItem();
    }

    /** Old days make room, a little each hour. */
    @Scheduled(every = "1h", delayed = "5m")
    Uni<Void> dropOld() {
        return repository.dropOlderThan(config.usageDays());
    }

    /** Runs on the thread that stops the process. */
    void writeTheRest(@Observes @Priority(AFTER_DRAIN) ShutdownEvent stopping) throws Throwable {
        VertxContextSupport.subscribeAndAwait(() ->
                write().replaceWith(true).ifNoItem().after(LAST_WRITE_LIMIT).recoverWithItem(false));
    }
}
