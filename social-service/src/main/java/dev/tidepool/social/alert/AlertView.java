package dev.tidepool.social.alert;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An alert.
 *
 * @param status {@code open}, or not any more
 * @param resolvedBy who resolved it; null when what it told of ended
 */
record AlertView(
        UUID id,
        @Nullable UUID ruleId,
        String name,
        String type,
        String severity,
        String status,
        double value,
        double threshold,
        boolean read,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant escalatedAt,
        @Nullable Instant resolvedAt,
        @Nullable String resolvedBy) {

    static AlertView of(Alert alert) {
        return new AlertView(
                alert.id().value(),
                alert.rule().map(AlertRuleId::value).orElse(null),
                alert.name(),
                alert.type().name(),
                alert.severity().name(),
                alert.resolvedAt().isPresent() ? "resolved" : "open",
                alert.value(),
                alert.threshold(),
                alert.read(),
                alert.createdAt(),
                alert.updatedAt(),
                alert.escalatedAt().orElse(null),
                alert.resolvedAt().orElse(null),
                alert.resolvedBy().orElse(null));
    }
}
