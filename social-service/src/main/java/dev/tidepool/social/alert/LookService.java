package dev.tidepool.social.alert;

import dev.tidepool.kernel.db.Each;
import dev.tidepool.kernel.event.EventId;
import dev.tidepool.kernel.event.Outbox;
import dev.tidepool.kernel.id.Uuid7Generator;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Looks at rules: measures what they watch, and raises, escalates or resolves their alerts in the same transaction. Counts {@code
 * tidepool.alert.changes{change}}.
 */
@ApplicationScoped
class LookService {

    private final Pool pool;
    private final AlertRuleRepository rules;
    private final AlertRepository alerts;
    private final MeasureRepository measures;
    private final Outbox outbox;
    private final Uuid7Generator ids;
    private final AlertConfig config;
    private final MeterRegistry metrics;

    LookService(
            Pool pool,
            AlertRuleRepository rules,
            AlertRepository alerts,
            MeasureRepository measures,
            Outbox outbox,
            Uuid7Generator ids,
            AlertConfig config,
            MeterRegistry metrics) {
        this.pool = pool;
        this.rules = rules;
        this.alerts = alerts;
        this.measures = measures;
        this.outbox = outbox;
        this.ids = ids;
        this.config = config;
        this.metrics = metrics;
    }

    /** At most so many rules that are due; how many there were. */
    Uni<Integer> look(int limit, Instant now) {
        return pool.withTransaction(transaction -> rules.due(transaction, now, limit)
                .call(due -> Each.inTurn(due, rule -> look(transaction, rule, now)))
                .map(List::size));
    }

    private Uni<Void> look(SqlConnection transaction, AlertRule rule, Instant now) {
        AlertRule.Escalation escalation =
                new AlertRule.Escalation(config.escalateUnreadAfter(), config.escalateWorseBy());
        return measures.measure(transaction, rule, now)
                .chain(value ->
                        alerts.lockOpen(transaction, rule.id()).map(open -> rule.decide(value, open, escalation, now)))
                .chain(decision -> apply(transaction, rule, decision, now)
                        .chain(() -> rules.looked(
                                transaction,
                                rule.id(),
                                now.plus(config.lookEvery()),
                                decision instanceof AlertDecision.Raise ? Optional.of(now) : Optional.empty())));
    }

    private Uni<Void> apply(SqlConnection transaction, AlertRule rule, AlertDecision decision, Instant now) {
        return switch (decision) {
            case AlertDecision.Quiet quiet -> Uni.createFrom().voidItem();
            case AlertDecision.Raise raise -> {
                Alert raised = Alert.raised(ids.next(AlertId::new), rule, raise.value(), now);
                yield alerts.insert(transaction, raised).chain(() -> tell(transaction, "created", raised));
            }
            case AlertDecision.Keep keep ->
                alerts.update(transaction, keep.open().at(keep.value(), now));
            case AlertDecision.Escalate up -> {
                Alert higher = up.open().escalated(up.severity(), up.value(), now);
                yield alerts.update(transaction, higher).chain(() -> tell(transaction, "escalated", higher));
            }
            case AlertDecision.Resolve end -> {
                Alert resolved = end.open().resolved(end.value(), Optional.empty(), now);
                yield alerts.update(transaction, resolved).chain(() -> tell(transaction, "resolved", resolved));
            }
        };
    }

    private Uni<Void> tell(SqlConnection transaction, String what, Alert alert) {
        metrics.counter("tidepool.alert.changes", "change", what).increment();
        return outbox.append(transaction, AlertEvent.of(ids.next(EventId::new), what, alert));
    }
}
