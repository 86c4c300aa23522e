package dev.tidepool.staking.webhook;

import dev.tidepool.kernel.db.Batches;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.webhook.RetrySchedule;
import dev.tidepool.kernel.webhook.WebhookMessage;
import dev.tidepool.kernel.webhook.WebhookOutcome;
import dev.tidepool.kernel.webhook.WebhookSecret;
import dev.tidepool.kernel.webhook.WebhookSender;
import dev.tidepool.staking.webhook.DeliveryRepository.Due;
import dev.tidepool.staking.webhook.DeliveryRepository.Ending;
import dev.tidepool.staking.webhook.DeliveryRepository.Shares;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Makes the attempts that are due; instances share them. A receiver that takes its time holds up nobody: attempts are not waited
 * for. Counts {@code tidepool.staking.webhook.attempts{outcome}}.
 */
@ApplicationScoped
class WebhookJob {

    private static final Logger LOG = Logger.getLogger(WebhookJob.class);
    private static final int MAX_ERROR = 300;

    private final DeliveryRepository deliveries;
    private final WebhookRepository webhooks;
    private final WebhookSeal seal;
    private final WebhookSender sender;
    private final WebhookConfig config;
    private final RetrySchedule schedule;
    private final MeterRegistry metrics;
    private final AtomicInteger underWay = new AtomicInteger();
    private final Map<WebhookId, Integer> underWayOf = new ConcurrentHashMap<>();
    private final Map<OrganizationId, Integer> underWayOfOrganization = new ConcurrentHashMap<>();

    WebhookJob(
            DeliveryRepository deliveries,
            WebhookRepository webhooks,
            WebhookSeal seal,
            WebhookSender sender,
            WebhookConfig config,
            MeterRegistry metrics) {
        this.deliveries = deliveries;
        this.webhooks = webhooks;
        this.seal = seal;
        this.sender = sender;
        this.config = config;
        this.schedule = new RetrySchedule(config.firstRetry(), config.lastRetry());
        this.metrics = metrics;
        metrics.gauge("tidepool.staking.webhook.attempts.active", underWay);
    }

    @Scheduled(
            every = "${tidepool.staking.webhook.interval}",
            delayed = "1s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> round() {
        int room = config.maxConcurrent() - underWay.get();
        return room <= 0
                ? Uni.createFrom().voidItem()
                : deliveries
                        .take(
                                new Shares(room, config.maxConcurrentOfWebhook(), config.maxConcurrentOfOrganization()),
                                busy(),
                                Map.copyOf(underWayOfOrganization),
                                config.lease())
                        .invoke(this::begin)
                        .replaceWithVoid()
                        .onFailure()
                        .recoverWithUni(failure -> failed("webhook_round_failed", failure));
    }

    private Set<WebhookId> busy() {
        return underWayOf.entrySet().stream()
                .filter(entry -> entry.getValue() >= config.maxConcurrentOfWebhook())
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Scheduled(every = "10m", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> tidy() {
        return Batches.all(deliveries.delete(config.keptFor()), LOG, "webhook_deliveries_kept");
    }

    private void begin(List<Due> taken) {
        for (Due due : taken) {
            underWay.incrementAndGet();
            underWayOf.merge(due.webhook(), 1, Integer::sum);
            underWayOfOrganization.merge(due.organization(), 1, Integer::sum);
            attempt(due)
                    .onTermination()
                    .invoke(() -> ended(due))
                    .subscribe()
                    // The lease ends, and the attempt is made again.
                    .with(done -> {}, failure -> LOG.warnf("event=webhook_outcome_lost reason=%s", failure.toString()));
        }
    }

    private void ended(Due due) {
        underWay.decrementAndGet();
        underWayOf.computeIfPresent(due.webhook(), WebhookJob::less);
        underWayOfOrganization.computeIfPresent(due.organization(), WebhookJob::less);
    }

    private static @Nullable Integer less(Object whose, Integer count) {
        return count > 1 ? count - 1 : null;
    }

    /** A key that is missing here says nothing about the webhook: another instance may have it. */
    private Uni<Void> attempt(Due due) {
        if (!seal.hasKeyOf(due.secret())) {
            LOG.warnf("event=webhook_key_missing webhook=%s", due.webhook());
            return deliveries.postpone(due, config.missingKeyRetry());
        }
        return send(due)
                .map(outcome -> ending(due, outcome))
                .invoke(ending -> count(due, ending))
                .chain(ending -> deliveries.end(due, ending, config.maxGivenUp()));
    }

    private Uni<WebhookOutcome> send(Due due) {
        return seal.open(due.secret(), due.webhook())
                .map(secret -> renew(due, secret)
                        .chain(() -> sender.send(new WebhookMessage(
                                due.url(),
                                secret.value(),
                                due.id().toString(),
                                due.type(),
                                due.body(),
                                config.timeout()))))
                .orElseGet(() -> Uni.createFrom()
                        .item(new WebhookOutcome.Unreached("Its secret cannot be opened: make the webhook again.")));
    }

    /** What an older key sealed is sealed by the newest, so that the older can go. */
    private Uni<Void> renew(Due due, WebhookSecret secret) {
        return seal.isOutdated(due.secret())
                ? webhooks.reseal(due.webhook(), due.secret(), seal.seal(secret, due.webhook()))
                : Uni.createFrom().voidItem();
    }

    private Ending ending(Due due, WebhookOutcome outcome) {
        return switch (outcome) {
            case WebhookOutcome.Delivered delivered ->
                new Ending("delivered", Duration.ZERO, Optional.of(delivered.status()), Optional.empty());
            case WebhookOutcome.Answered answered ->
                again(due, Optional.of(answered.status()), "It answered " + answered.status() + ".");
            case WebhookOutcome.Unreached unreached -> again(due, Optional.empty(), unreached.reason());
        };
    }

    private Ending again(Due due, Optional<Integer> answered, String reason) {
        boolean last = due.attempt() >= config.maxAttempts();
        Duration wait = last
                ? Duration.ZERO
                : schedule.after(due.attempt(), ThreadLocalRandom.current().nextDouble());
        return new Ending(
                last ? "failed" : "pending",
                wait,
                answered,
                Optional.of(reason.substring(0, Math.min(reason.length(), MAX_ERROR))));
    }

    private void count(Due due, Ending ending) {
        String outcome = ending.status().equals("pending") ? "retried" : ending.status();
        metrics.counter("tidepool.staking.webhook.attempts", "outcome", outcome).increment();
        if (outcome.equals("failed")) {
            LOG.warnf(
                    "event=webhook_delivery_given_up webhook=%s reason=%s",
                    due.webhook(), ending.error().orElse("-"));
        }
    }

    private static Uni<Void> failed(String event, Throwable failure) {
        LOG.warnf("event=%s reason=%s", event, failure.toString());
        return Uni.createFrom().voidItem();
    }
}
