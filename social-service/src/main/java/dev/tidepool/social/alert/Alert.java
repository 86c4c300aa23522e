package dev.tidepool.social.alert;

import dev.tidepool.kernel.id.OrganizationId;
import java.time.Instant;
import java.util.Optional;

/**
 * What came of a rule.
 *
 * @param rule empty when the rule is gone
 * @param stepValue the value when it came, or last went up one severity
 * @param resolvedBy a caller's subject; empty when what it told of ended
 */
record Alert(
        AlertId id,
        OrganizationId organization,
        Optional<AlertRuleId> rule,
        String name,
        AlertType type,
        Severity severity,
        double value,
        double stepValue,
        double threshold,
        boolean read,
        Instant createdAt,
        Instant updatedAt,
        Optional<Instant> escalatedAt,
        Optional<Instant> resolvedAt,
        Optional<String> resolvedBy) {

    static Alert raised(AlertId id, AlertRule rule, double value, Instant now) {
        return new Alert(
                id,
                rule.organization(),
                Optional.of(rule.id()),
                rule.name(),
                rule.type(),
                rule.severity(),
                value,
                value,
                rule.threshold(),
                false,
                now,
                now,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** When it came, or last went up. */
    Instant lastStepAt() {
        return escalatedAt.orElse(createdAt);
    }

    Alert at(double now, Instant time) {
        return with(severity, now, stepValue, read, time, escalatedAt, resolvedAt, resolvedBy);
    }

    /** It tells of something new: nobody has read that. */
    Alert escalated(Severity higher, double now, Instant time) {
        return with(higher, now, now, false, time, Optional.of(time), resolvedAt, resolvedBy);
    }

    /** @param by empty when what it told of ended */
    Alert resolved(double now, Optional<String> by, Instant time) {
        return with(severity, now, stepValue, read, time, escalatedAt, Optional.of(time), by);
    }

    private Alert with(
            Severity nextSeverity,
            double nextValue,
            double nextStep,
            boolean isRead,
            Instant time,
            Optional<Instant> escalated,
            Optional<Instant> resolved,
            Optional<String> by) {
        return new Alert(
                id,
                organization,
                rule,
                name,
                type,
                nextSeverity,
                nextValue,
                nextStep,
                threshold,
                isRead,
                createdAt,
                time,
                escalated,
                resolved,
                by);
    }
}
