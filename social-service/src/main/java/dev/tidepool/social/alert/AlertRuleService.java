package dev.tidepool.social.alert;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.db.DatabaseTime;
import dev.tidepool.kernel.event.OutboxRelay;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.id.Uuid7Generator;
import dev.tidepool.kernel.problem.Problem;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** An organisation's rules: nobody else's. */
@ApplicationScoped
class AlertRuleService {

    private static final Logger LOG = Logger.getLogger(AlertRuleService.class);

    private final Pool pool;
    private final AlertRuleRepository rules;
    private final AlertService alerts;
    private final OutboxRelay relay;
    private final AlertConfig config;
    private final Uuid7Generator ids;
    private final MeterRegistry metrics;

    AlertRuleService(
            Pool pool,
            AlertRuleRepository rules,
            AlertService alerts,
            OutboxRelay relay,
            AlertConfig config,
            Uuid7Generator ids,
            MeterRegistry metrics) {
        this.pool = pool;
        this.rules = rules;
        this.alerts = alerts;
        this.relay = relay;
        this.config = config;
        this.ids = ids;
        this.metrics = metrics;
    }

    /** Fails with 400 naming the field, 404 when there is nothing to watch, 409 when there are too many. */
    Uni<AlertRule> create(Caller.Member member, AlertRuleRequest request) {
        AlertRule rule = ruleOf(member, request);
        return pool.withTransaction(transaction -> rules.holdAndCount(transaction, member.organization())
                        .invoke(this::requirePlace)
                        .chain(() -> requireWidePlace(transaction, rule))
                        .chain(() -> requireTarget(transaction, rule))
                        .chain(() -> rules.insert(transaction, rule)))
                .invoke(() -> changed("created", rule.id(), member))
                .replaceWith(rule);
    }

    private AlertRule ruleOf(Caller.Member member, AlertRuleRequest request) {
        AlertType type = request.requiredType();
        Instant now = DatabaseTime.now();
        return bounded(new AlertRule(
                ids.next(AlertRuleId::new),
                member.organization(),
                request.requiredName(config),
                type,
                request.target(type),
                request.requiredThreshold(),
                request.windowOr(Optional.empty(), config),
                request.cooldownOr(Optional.empty(), config),
                request.severityOr(Severity.MEDIUM),
                request.enabledOr(true),
                member.subject(),
                now,
                now,
                Optional.empty()));
    }

    /** @throws Problem 400 for a window that would be cut */
    private AlertRule bounded(AlertRule rule) {
        if (!Measure.of(rule, config.maxWideWindow()).window().equals(rule.window())) {
            throw Problem.invalidField(
                    "windowMinutes",
                    "windowMinutes of a rule of this type about the network or a submolt must be at most "
                            + config.maxWideWindow().toMinutes() + ". Watch an agent, or a shorter time.");
        }
        return rule;
    }

    private Uni<Void> requireWidePlace(SqlConnection transaction, AlertRule rule) {
        return rule.isWide()
                ? rules.countWide(transaction, rule.organization())
                        .invoke(this::requireWidePlace)
                        .replaceWithVoid()
                : Uni.createFrom().voidItem();
    }

    private void requireWidePlace(int count) {
        if (count >= config.maxWideRules()) {
            throw Problem.of(
                    AlertError.WIDE_RULE_LIMIT_REACHED,
                    "The organisation has " + count + " rules about the network and submolts. Watch agents or terms, or"
                            + " delete one it does not need.");
        }
    }

    private void requirePlace(int count) {
        if (count >= config.maxRules()) {
            throw Problem.of(
                    AlertError.ALERT_RULE_LIMIT_REACHED,
                    "The organisation has " + count + " rules. Delete one it does not need.");
        }
    }

    private Uni<Void> requireTarget(SqlConnection transaction, AlertRule rule) {
        return rules.exists(transaction, rule)
                .invoke(found -> {
                    if (!found) {
                        throw Problem.of(
                                AlertError.ALERT_TARGET_NOT_FOUND,
                                "Give the id of an agent, a submolt, or one of your own terms.");
                    }
                })
                .replaceWithVoid();
    }

    Uni<List<AlertRule>> list(OrganizationId organization) {
        return rules.list(organization);
    }

    /** Fails with 404. */
    Uni<AlertRule> find(OrganizationId organization, AlertRuleId id) {
        return rules.find(organization, id).map(found -> found.orElseThrow(() -> notFound(id)));
    }

    /** What is given changes, and it is looked at anew; when it is disabled, its alert is resolved. Fails with 400 naming the field, or 404. */
    Uni<AlertRule> change(Caller.Member member, AlertRuleId id, AlertRuleRequest request) {
        return pool.withTransaction(transaction -> rules.lock(transaction, member.organization(), id)
                        .map(found -> changed(found.orElseThrow(() -> notFound(id)), request))
                        .call(after -> rules.update(transaction, after))
                        .call(after -> after.enabled()
                                ? Uni.createFrom().voidItem()
                                : alerts.endOf(transaction, id, member.subject())))
                .invoke(() -> changed("updated", id, member));
    }

    private AlertRule changed(AlertRule before, AlertRuleRequest request) {
        AlertRule after = new AlertRule(
                before.id(),
                before.organization(),
                request.nameOr(before.name(), config),
                before.type(),
                before.target(),
                request.thresholdOr(before.threshold()),
                request.windowOr(Optional.of(before.window()), config),
                request.cooldownOr(Optional.of(before.cooldown()), config),
                request.severityOr(before.severity()),
                request.enabledOr(before.enabled()),
                before.createdBy(),
                before.createdAt(),
                DatabaseTime.now(),
                before.lastAlertedAt());
        return after.window().equals(before.window()) ? after : bounded(after);
    }

    /** Its alerts stay; an open one is resolved. Fails with 404. */
    Uni<Void> delete(Caller.Member member, AlertRuleId id) {
        return pool.withTransaction(transaction -> rules.lock(transaction, member.organization(), id)
                        .map(found -> found.orElseThrow(() -> notFound(id)))
                        .chain(found -> alerts.endOf(transaction, id, member.subject()))
                        .chain(() -> rules.delete(transaction, id)))
                .invoke(() -> changed("deleted", id, member));
    }

    private void changed(String change, AlertRuleId id, Caller.Member member) {
        relay.wake();
        metrics.counter("tidepool.alert.rules.changes", "change", change).increment();
        LOG.infof("event=alert_rule_%s rule=%s by=%s", change, id, member.subject());
    }

    private static Problem notFound(AlertRuleId id) {
        return Problem.notFound(AlertError.ALERT_RULE_NOT_FOUND, id);
    }
}
