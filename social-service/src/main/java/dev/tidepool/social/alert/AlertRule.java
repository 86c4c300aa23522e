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
import java.util.stream.Stream;

/**
 * When to tell an organisation of something.
 *
 * @param threshold in the unit of the type
 * @param cooldown after an alert came, and after it ended, how long no other is raised
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

    /** What came of the rule until now. */
    record Past(Optional<Alert> open, Optional<Instant> lastResolvedAt) {}

    /**
     * What the value now means.
     *
     * @param value empty when there is nothing that it could be computed of
     * @param past the rule's alert that is not resolved, and when the last that is was
     */
    AlertDecision decide(Optional<Double> value, Past past, Escalation escalation, Instant now) {
        Optional<Alert> open = past.open();
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
        boolean cooling = Stream.concat(lastAlertedAt.stream(), past.lastResolvedAt().stream())
                .anyMatch(last -> now.isBefore(last.plus(cooldown)));
        return cooling ? new Quiet() : new Raise(beyond.get());
    }

    /** Whether what it watches is as much as others write. */
    boolean isWide() {
        return switch (target) {
            case AlertTarget.Network all -> true;
            case AlertTarget.OfSubmolt submolt -> true;
            case AlertTarget.OfAgent agent -> false;
            case AlertTarget.OfTerm term -> false;
        };
    }

    private boolean goesUp(Alert open, double value, Escalation escalation, Instant now) {
        boolean unread = !open.read() && !now.isBefore(open.lastStepAt().plus(escalation.unreadAfter()));
        boolean worse = type.isWorse(value, open.stepValue(), threshold, escalation.worseBy());
        return open.severity().next().isPresent() && (unread || worse);
    }
}
