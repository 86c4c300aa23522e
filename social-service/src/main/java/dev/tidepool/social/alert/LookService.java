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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Looks at rules: measures what they watch, once for all that watch the same, and raises, escalates or resolves their alerts, in a transaction
 * for each rule. Counts {@code tidepool.alert.changes{change}} and {@code tidepool.alert.measures{outcome}}.
 */
@ApplicationScoped
class LookService {

    private static final Logger LOG = Logger.getLogger(LookService.class);
    private static final String MEASURES = "tidepool.alert.measures";

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

    /** At most so many rules that are due; how many there were. What fails of one, no other is held up by. */
    Uni<Integer> look(int limit, Instant now) {
        return rules.take(now, limit, config.lookEvery())
                .call(due -> Each.inTurn(measuresOf(due), shared -> look(shared, now)))
                .map(List::size);
    }

    /** What is measured once, and for which rules. */
    private record Shared(Measure measure, List<AlertRule> rules) {}

    private List<Shared> measuresOf(List<AlertRule> due) {
        return due.stream()
                .collect(Collectors.groupingBy(
                        rule -> Measure.of(rule, config.maxWideWindow()), LinkedHashMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .map(measure -> new Shared(measure.getKey(), measure.getValue()))
                .toList();
    }

    private Uni<Void> look(Shared shared, Instant now) {
        return measures.measure(shared.measure(), now)
                .invoke(() -> count(MEASURES, "outcome", "measured"))
                .chain(value -> Each.inTurn(shared.rules(), rule -> decide(rule, value, now)))
                .onFailure()
                .recoverWithUni(failure -> {
                    count(MEASURES, "outcome", "failed");
                    LOG.warnf(
                            "event=alert_unmeasured type=%s rules=%d reason=%s",
                            shared.measure().type(), shared.rules().size(), failure.toString());
                    return Uni.createFrom().voidItem();
                });
    }

    private Uni<Void> decide(AlertRule rule, Optional<Double> value, Instant now) {
        return pool.withTransaction(transaction -> rules.hold(transaction, rule)
                        .chain(held -> held
                                ? decide(transaction, rule, value, now)
                                : Uni.createFrom().voidItem()))
                .onFailure()
                .recoverWithUni(failure -> {
                    LOG.warnf("event=alert_rule_unlooked rule=%s reason=%s", rule.id(), failure.toString());
                    return Uni.createFrom().voidItem();
                });
    }

    private Uni<Void> decide(SqlConnection transaction, AlertRule rule, Optional<Double> value, Instant now) {
        AlertRule.Escalation escalation =
                new AlertRule.Escalation(config.escalateUnreadAfter(), config.escalateWorseBy());
        return alerts.lockOpen(transaction, rule.id())
                .chain(open ->
                        alerts.lastResolved(transaction, rule.id()).map(resolved -> new AlertRule.Past(open, resolved)))
                .chain(past -> apply(transaction, rule, rule.decide(value, past, escalation, now), now));
    }

    private Uni<Void> apply(SqlConnection transaction, AlertRule rule, AlertDecision decision, Instant now) {
        return switch (decision) {
            case AlertDecision.Quiet quiet -> Uni.createFrom().voidItem();
            case AlertDecision.Raise raise -> {
                Alert raised = Alert.raised(ids.next(AlertId::new), rule, raise.value(), now);
                yield alerts.insert(transaction, raised)
                        .chain(() -> rules.alerted(transaction, rule.id(), now))
                        .chain(() -> tell(transaction, "created", raised));
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
        count("tidepool.alert.changes", "change", what);
        return outbox.append(transaction, AlertEvent.of(ids.next(EventId::new), what, alert));
    }

    private void count(String metric, String tag, String value) {
        metrics.counter(metric, tag, value).increment();
    }
}
