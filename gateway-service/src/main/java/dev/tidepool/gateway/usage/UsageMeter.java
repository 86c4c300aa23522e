package dev.tidepool.gateway.usage;

import dev.tidepool.gateway.limit.RateDecision;
import dev.tidepool.gateway.limit.RateObserver;
import dev.tidepool.kernel.caller.Caller;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Counts organisations' requests off their path: a request adds one in memory, and every few seconds the sums are added to the
 * day's row. An ordinary stop writes all of it; a kill loses at most what came since the last write
 * ({@code tidepool.usage.flush-every}). While the database is away the sums wait. A write whose confirmation is lost is made
 * again: such a batch may count twice.
 */
@Singleton
class UsageMeter implements RateObserver {

    private static final Logger LOG = Logger.getLogger(UsageMeter.class);
    private static final Duration LAST_WRITE_LIMIT = Duration.ofSeconds(5);
    private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();

    /** After the requests under way have ended (Drain observes with the default priority). */
    private static final int AFTER_DRAIN = 4000;

    private final UsageRepository repository;
    private final UsageConfig config;
    private final UsageTallies tallies;
    private final Counter lost;
    private final Counter written;
    private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);

    UsageMeter(UsageRepository repository, UsageConfig config, MeterRegistry metrics) {
        this.repository = repository;
        this.config = config;
        this.tallies = new UsageTallies(LocalDate.now(ZoneOffset.UTC), config.organizations());
        this.lost = metrics.counter("tidepool.usage.requests", "outcome", "lost");
        this.written = metrics.counter("tidepool.usage.requests", "outcome", "written");
    }

    @Override
    public void decided(Caller caller, RateDecision decision) {
        if (caller instanceof Caller.Member member
                && !tallies.count(
                        member.organization(),
                        decision instanceof RateDecision.Allowed,
                        System.currentTimeMillis() / DAY_MILLIS)) {
            lost.increment();
        }
    }

    /** One write after the other, also when the last one is asked for while one is under way. */
    @Scheduled(every = "${tidepool.usage.flush-every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    synchronized Uni<Void> flush() {
        CompletableFuture<Void> next = last.thenCompose(
                done -> write().onFailure().recoverWithItem(UsageMeter::failed).subscribeAsCompletionStage());
        last = next;
        return Uni.createFrom().completionStage(next);
    }

    @Scheduled(every = "12h", delayed = "1m")
    Uni<Void> retire() {
        return repository.deleteBefore(LocalDate.now(ZoneOffset.UTC).minusDays(config.keepDays()));
    }

    private static @Nullable Void failed(Throwable failure) {
        LOG.warnf("event=usage_not_written reason=%s", failure.toString());
        return null;
    }

    private Uni<Void> write() {
        return Multi.createFrom()
                .iterable(tallies.all())
                .onItem()
                .transformToUniAndConcatenate(this::write)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> write(DayTally tally) {
        List<DayCount> counts = tally.unwritten();
        if (counts.isEmpty()) {
            forgetOnceOver(tally);
            return Uni.createFrom().voidItem();
        }
        return Multi.createFrom()
                .iterable(counts)
                .group()
                .intoLists()
                .of(config.batchSize())
                .onItem()
                .transformToUniAndConcatenate(batch -> repository.add(batch).invoke(() -> settle(tally, batch)))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private void settle(DayTally tally, List<DayCount> batch) {
        batch.forEach(tally::written);
        written.increment(batch.stream()
                .mapToDouble(count -> (double) (count.admitted() + count.refused()))
                .sum());
    }

    /** A request decided on the stroke of midnight may still be about to be counted: only the day before yesterday is over. */
    private void forgetOnceOver(DayTally tally) {
        if (tally.day().plusDays(1).isBefore(LocalDate.now(ZoneOffset.UTC))) {
            tallies.forget(tally);
        }
    }

    /** Runs on the thread that stops the process. */
    void writeTheRest(@Observes @Priority(AFTER_DRAIN) ShutdownEvent stopping) throws Throwable {
        VertxContextSupport.subscribeAndAwait(() -> flush().ifNoItem()
                .after(LAST_WRITE_LIMIT)
                .recoverWithUni(Uni.createFrom().voidItem()));
    }
}
