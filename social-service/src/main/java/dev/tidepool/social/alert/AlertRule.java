package dev.tidepool.social.alert;

import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.social.alert.AlertDecision.Escalate;
import dev.tidepool.social.alert.AlertDecision.Keep;
import dev.tidepool.social.alert.AlertDecision.Quiet;
import dev.tidepool.social.alert.AlertDecision.Raise;
import dev.tidepool.social.alert.AlertDecision.Resolve;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When to tell an organisation of something.
 *
 * @param threshold in the unit of the type
 * @param cooldown after an alert, how long no other is raised
 * @param createdBy a caller's subject
 */
record AlertRule(
        AlertRuleId id,
        OrganizationId organization,
        String name,
        AlertType type,
        AlertTarget target,
        double threshold,
        Duration window,
        Duration cooldown,
        Severity severity,
        boolean enabled,
        String createdBy,
        Instant createdAt,
        Instant updatedAt,
        Optional<Instant> lastAlertedAt) {

    /** When an alert goes up one severity. */
    record Escalation(Duration unreadAfter, double worseBy) {}

    /**
     * What the value now means.
     *
     * @param value empty when there is nothing that it could be computed of
     * @param open the rule's alert that is not resolved
     */
    AlertDecision decide(Optional<Double> value, Optional<Alert> open, Escalation escalation, Instant now) {
        Optional<Double> beyond = value.filter(found -> type.isBeyond(found, threshold));
        if (beyond.isEmpty()) {
            return open.isPresent()
                    ? new Resolve(open.get(), value.orElse(open.get().value()))
                    : new Quiet();
        }
        if (open.isPresent()) {
            return goesUp(open.get(), beyond.get(), escalation, now)
                    ? new Escalate(
                            open.get(),
                            beyond.get(),
                            open.get().severity().next().orElseThrow())
                    : new Keep(open.get(), beyond.get());
        }
        boolean cooling =
                lastAlertedAt.filter(last -> now.isBefore(last.plus(cooldown))).isPresent();
        return cooling ? new Quiet() : new Raise(beyond.get());
    }

    private boolean goesUp(Alert open, double value, Escalation escalation, Instant now) {
        boolean unread = !open.read() && !now.isBefore(open.lastStepAt().plus(escalation.unreadAfter()));
        boolean worse = type.isWorse(value, open.stepValue(), threshold, escalation.worseBy());
        return open.severity().next().isPresent() && (unread || worse);
    }
}
