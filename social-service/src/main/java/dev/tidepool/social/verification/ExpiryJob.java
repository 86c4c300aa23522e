package dev.tidepool.social.verification;

import dev.tidepool.kernel.db.Batches;
import dev.tidepool.kernel.db.DatabaseTime;
import dev.tidepool.social.challenge.ChallengeService;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import org.jboss.logging.Logger;

/** Drops what waited for an answer too long, and forgets old challenges. Several instances share the work. */
@ApplicationScoped
class ExpiryJob {

    private static final Logger LOG = Logger.getLogger(ExpiryJob.class);

    private final Pool pool;
    private final ChallengeService challenges;
    private final HeldBackService heldBack;
    private final Counter expired;

    ExpiryJob(Pool pool, ChallengeService challenges, HeldBackService heldBack, MeterRegistry metrics) {
        this.pool = pool;
        this.challenges = challenges;
        this.heldBack = heldBack;
        this.expired = Counter.builder("tidepool.social.challenges.expired")
                .description("Challenges that were not answered in time")
                .register(metrics);
    }

    @Scheduled(
            every = "${tidepool.social.verification.interval}",
            delayed = "1s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> expire() {
        Instant now = DatabaseTime.now();
        Uni<Boolean> drop = pool.withTransaction(transaction ->
                        challenges.expire(transaction, now).call(targets -> heldBack.drop(transaction, targets)))
                .invoke(targets -> expired.increment(targets.size()))
                .map(targets -> !targets.isEmpty());
        Uni<Boolean> forget = challenges.forget(pool, now);
        return Batches.all(drop, LOG, "challenges_open").chain(() -> Batches.all(forget, LOG, "challenges_kept"));
    }
}
