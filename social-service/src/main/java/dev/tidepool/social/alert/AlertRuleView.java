package dev.tidepool.social.alert;

import dev.tidepool.social.alert.AlertTarget.OfAgent;
import dev.tidepool.social.alert.AlertTarget.OfSubmolt;
import dev.tidepool.social.alert.AlertTarget.OfTerm;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A rule. At most one of agentId, submoltId and termId is there; none: the whole network. */
record AlertRuleView(
        UUID id,
        String name,
        String type,
        @Nullable UUID agentId,
        @Nullable UUID submoltId,
        @Nullable UUID termId,
        double threshold,
        long windowMinutes,
        long cooldownMinutes,
        String severity,
        boolean enabled,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant lastAlertedAt) {

    static AlertRuleView of(AlertRule rule) {
        return new AlertRuleView(
                rule.id().value(),
                rule.name(),
                rule.type().name(),
                rule.target() instanceof OfAgent agent ? agent.id().value() : null,
                rule.target() instanceof OfSubmolt submolt ? submolt.id().value() : null,
                rule.target() instanceof OfTerm term ? term.id().value() : null,
                rule.threshold(),
                rule.window().toMinutes(),
                rule.cooldown().toMinutes(),
                rule.severity().name(),
                rule.enabled(),
                rule.createdAt(),
                rule.updatedAt(),
                rule.lastAlertedAt().orElse(null));
    }
}
