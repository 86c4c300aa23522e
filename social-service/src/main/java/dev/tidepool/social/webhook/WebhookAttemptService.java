package dev.tidepool.social.webhook;

import dev.tidepool.kernel.db.DatabaseTime;
import dev.tidepool.kernel.event.EventId;
import dev.tidepool.kernel.event.Outbox;
import dev.tidepool.kernel.event.OutboxRelay;
import dev.tidepool.kernel.id.Uuid7Generator;
import dev.tidepool.kernel.webhook.RetrySchedule;
import dev.tidepool.kernel.webhook.WebhookMessage;
import dev.tidepool.kernel.webhook.WebhookOutcome;
import dev.tidepool.kernel.webhook.WebhookSecret;
import dev.tidepool.kernel.webhook.WebhookSender;
import dev.tidepool.social.webhook.OutcomeRepository.Failure;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;

/**
 * Makes an attempt that was taken, and stores how it ended. Counts {@code tidepool.social.webhook.attempts{outcome}} and {@code
 * tidepool.social.webhooks.disabled}.
 */
@ApplicationScoped
class WebhookAttemptService {

    private static final Logger LOG = Logger.getLogger(WebhookAttemptService.class);
    private static final int MAX_ERROR_CHARACTERS = 300;

    private final Pool pool;
    private final OutcomeRepository outcomes;
    private final DeliveryRepository deliveries;
    private final WebhookRepository webhooks;
    private final WebhookSeal seal;
    private final WebhookSender sender;
    private final Outbox outbox;
    private final OutboxRelay relay;
    private final Uuid7Generator ids;
    private final WebhookConfig config;
    private final MeterRegistry metrics;

    WebhookAttemptService(
            Pool pool,
            OutcomeRepository outcomes,
            DeliveryRepository deliveries,
            WebhookRepository webhooks,
            WebhookSeal seal,
            WebhookSender sender,
            Outbox outbox,
            OutboxRelay relay,
            Uuid7Generator ids,
            WebhookConfig config,
            MeterRegistry metrics) {
        this.pool = pool;
        this.outcomes = outcomes;
        this.deliveries = deliveries;
        this.webhooks = webhooks;
        this.seal = seal;
        this.sender = sender;
        this.outbox = outbox;
        this.relay = relay;
        this.ids = ids;
        this.config = config;
        this.metrics = metrics;
    }

    /** Fails only when the outcome cannot be stored: then the lease ends, and the attempt is made again. */
    Uni<Void> attempt(DueDelivery due) {
        if (!due.stillTrue()) {
            return withdraw(due);
        }
        return seal.hasKeyOf(due.secret()) ? send(due).chain(outcome -> store(due, outcome)) : postpone(due);
    }

    /** What was deleted or removed while it waited is not told any more. */
    private Uni<Void> withdraw(DueDelivery due) {
        return pool.withTransaction(transaction -> outcomes.hold(transaction, due.webhook())
                        .chain(() -> outcomes.withdrawn(transaction, due, DatabaseTime.now())))
                .invoke(() -> count("withdrawn"));
    }

    /** A key that is missing here is ours to find: the receiver did nothing wrong. */
    private Uni<Void> postpone(DueDelivery due) {
        LOG.errorf(
                "event=webhook_key_missing webhook=%s key=%s",
                due.webhook(), due.secret().keyId());
        Instant next = DatabaseTime.now().plus(config.missingKeyRetry());
        return pool.withTransaction(transaction -> outcomes.hold(transaction, due.webhook())
                        .chain(() -> outcomes.postpone(transaction, due, next)))
                .invoke(() -> count("key_missing"));
    }

    private Uni<WebhookOutcome> send(DueDelivery due) {
        String bound = Webhook.bound(due.webhook(), due.agent());
        Optional<WebhookSecret> secret = seal.open(due.secret(), bound);
        if (secret.isEmpty()) {
            LOG.errorf(
                    "event=webhook_secret_unreadable webhook=%s key=%s",
                    due.webhook(), due.secret().keyId());
            return Uni.createFrom()
                    .item(new WebhookOutcome.Unreached(
                            "Its secret cannot be opened any more: make the webhook again."));
        }
        Uni<Void> renewed = seal.isOutdated(due.secret())
                ? webhooks.reseal(due.webhook(), due.secret(), seal.seal(secret.get(), bound))
                : Uni.createFrom().voidItem();
        return renewed.chain(() -> sender.send(new WebhookMessage(
                due.url(), secret.get().value(), due.id().toString(), due.type(), due.body(), config.timeout())));
    }

    private Uni<Void> store(DueDelivery due, WebhookOutcome outcome) {
        Instant now = DatabaseTime.now();
        return switch (outcome) {
            case WebhookOutcome.Delivered delivered ->
                pool.withTransaction(transaction -> outcomes.hold(transaction, due.webhook())
                                .chain(() -> outcomes.delivered(transaction, due, delivered.status(), now))
                                .chain(() -> outcomes.succeeded(transaction, due.webhook())))
                        .invoke(() -> count("delivered"));
            case WebhookOutcome.Answered answered ->
                failed(due, new Failure(Optional.of(answered.status()), "It answered " + answered.status() + "."), now);
            case WebhookOutcome.Unreached unreached ->
                failed(due, new Failure(Optional.empty(), shortened(unreached.reason())), now);
        };
    }

    private static String shortened(String reason) {
        return reason.substring(0, Math.min(reason.length(), MAX_ERROR_CHARACTERS));
    }

    private Uni<Void> failed(DueDelivery due, Failure failure, Instant now) {
        boolean last = due.attempt() >= config.maxAttempts();
        return pool.withTransaction(transaction -> outcomes.hold(transaction, due.webhook())
                        .chain(() -> last
                                ? outcomes.giveUp(transaction, due, failure, now)
                                : outcomes.retry(transaction, due, failure, nextAfter(due, now)))
                        .chain(mine -> mine
                                ? countFailure(transaction, due, failure, now).map(Optional::of)
                                : Uni.createFrom().item(Optional.<Boolean>empty())))
                .invoke(disabled ->
                        disabled.ifPresentOrElse(ended -> told(due, failure, last, ended), () -> count("overtaken")))
                .replaceWithVoid();
    }

    private Instant nextAfter(DueDelivery due, Instant now) {
        RetrySchedule schedule = new RetrySchedule(config.firstRetry(), config.lastRetry());
        return now.plus(
                schedule.after(due.attempt(), ThreadLocalRandom.current().nextDouble()));
    }

    /** Whether that disabled the webhook. */
    private Uni<Boolean> countFailure(SqlConnection transaction, DueDelivery due, Failure failure, Instant now) {
        String reason = config.maxFailuresInRow() + " attempts in a row failed, the last: " + failure.error();
        return outcomes.failed(transaction, due.webhook(), config.maxFailuresInRow(), shortened(reason))
                .call(ended -> ended.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : deliveries
                                .end(transaction, due.webhook(), now)
                                .chain(() -> outbox.append(
                                        transaction,
                                        WebhookEvent.disabled(
                                                ids.next(EventId::new),
                                                due.webhook(),
                                                due.agent(),
                                                ended.get(),
                                                reason,
                                                now))))
                .map(Optional::isPresent);
    }

    private void told(DueDelivery due, Failure failure, boolean last, boolean disabled) {
        count(last ? "given_up" : "failed");
        if (last) {
            LOG.warnf("event=webhook_delivery_given_up webhook=%s reason=%s", due.webhook(), failure.error());
        }
        if (disabled) {
            metrics.counter("tidepool.social.webhooks.disabled").increment();
            LOG.warnf("event=webhook_disabled webhook=%s agent=%s", due.webhook(), due.agent());
            relay.wake();
        }
    }

    private void count(String outcome) {
        metrics.counter("tidepool.social.webhook.attempts", "outcome", outcome).increment();
    }
}
