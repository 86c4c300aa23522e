package dev.tidepool.social.webhook;

import dev.tidepool.kernel.db.Batches;
import dev.tidepool.kernel.db.DatabaseTime;
import dev.tidepool.social.journal.JournalGrew;
import dev.tidepool.social.webhook.FanOutRepository.FannedOut;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * Makes deliveries of what is new in the journal, and the attempts that are due. Several instances share the work. A receiver that takes its
 * time holds up nobody: attempts are not waited for.
 */
@ApplicationScoped
class WebhookJob {

    private static final Logger LOG = Logger.getLogger(WebhookJob.class);

    /** Before all of them. */
    private static final WebhookId FIRST = new WebhookId(new UUID(0, 0));

    private final FanOutRepository fanOut;
    private final DeliveryRepository deliveries;
    private final WebhookAttemptService attempts;
    private final WebhookConfig config;
    private final Counter made;
    private final Counter leftOut;
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicBoolean running = new AtomicBoolean();
    private final AtomicBoolean asked = new AtomicBoolean();
    private volatile WebhookId lookedAt = FIRST;

    WebhookJob(
            FanOutRepository fanOut,
            DeliveryRepository deliveries,
            WebhookAttemptService attempts,
            WebhookConfig config,
            MeterRegistry metrics) {
        this.fanOut = fanOut;
        this.deliveries = deliveries;
        this.attempts = attempts;
        this.config = config;
        this.made = Counter.builder("tidepool.social.webhook.deliveries")
                .description("Deliveries to webhooks that were made of events")
                .register(metrics);
        this.leftOut = Counter.builder("tidepool.social.webhook.deliveries.left.out")
                .description("Events that a webhook was not told of, as too many wait for it")
                .register(metrics);
        metrics.gauge("tidepool.social.webhook.attempts.active", underWay);
    }

    void grew(@Observes JournalGrew grew) {
        wake();
    }

    @Scheduled(every = "${tidepool.social.webhook.interval}", delayed = "1s")
    void sweep() {
        wake();
    }

    /** Looks soon; costs nothing while a round is under way. */
    void wake() {
        asked.set(true);
        if (running.compareAndSet(false, true)) {
            asked.set(false);
            Uni<Boolean> made = fanOut.fanOut(
                            config.readTogether(), config.maxBodyBytes(), config.maxPending(), DatabaseTime.now())
                    .invoke(this::counted)
                    .map(done -> done.entries() == config.readTogether());
            Batches.all(made, LOG, "webhook_events_unread")
                    .chain(() -> Batches.all(begun(), LOG, "webhook_deliveries_untaken"))
                    .subscribe()
                    .with(done -> ended());
        }
    }

    private void counted(FannedOut done) {
        made.increment(done.deliveries());
        if (done.leftOut() > 0) {
            leftOut.increment(done.leftOut());
            LOG.warnf("event=webhook_deliveries_left_out count=%d", done.leftOut());
        }
    }

    private void ended() {
        running.set(false);
        if (asked.get()) {
            wake();
        }
    }

    /** Takes what is due and there is room for; whether there may be more. */
    private Uni<Boolean> begun() {
        return Uni.createFrom().deferred(() -> {
            int room = config.maxConcurrent() - underWay.get();
            WebhookId from = lookedAt;
            return room <= 0
                    ? Uni.createFrom().item(false)
                    : deliveries
                            .take(
                                    DatabaseTime.now(),
                                    config.lease(),
                                    room,
                                    config.maxConcurrentOfWebhook(),
                                    config.lookedThrough(),
                                    from)
                            .invoke(this::begin)
                            .map(taken -> taken.deliveries().size() == room
                                    || (taken.to().isEmpty() && !from.equals(FIRST)));
        });
    }

    /** The next statement looks at the webhooks after these, and after the last at the first again. */
    private void begin(DeliveryRepository.Taken taken) {
        lookedAt = taken.to().orElse(FIRST);
        underWay.addAndGet(taken.deliveries().size());
        taken.deliveries()
                .forEach(due -> attempts.attempt(due)
                        .onTermination()
                        .invoke(underWay::decrementAndGet)
                        .subscribe()
                        .with(
                                done -> wake(),
                                failure -> LOG.warnf(
                                        "event=webhook_outcome_unstored webhook=%s reason=%s",
                                        due.webhook(), failure)));
    }

    @Scheduled(every = "1h", delayed = "2m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> forget() {
        Uni<Boolean> batch = deliveries
                .delete(DatabaseTime.now().minus(config.keptFor()), config.deletedTogether())
                .map(count -> count == config.deletedTogether());
        Uni<Boolean> late = Uni.createFrom()
                .deferred(() -> deliveries.endLate(DatabaseTime.now(), config.deletedTogether()))
                .map(count -> count == config.deletedTogether());
        return Batches.all(batch, LOG, "webhook_deliveries_kept")
                .chain(() -> Batches.all(late, LOG, "webhook_deliveries_of_disabled_kept"));
    }
}
