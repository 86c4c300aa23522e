package dev.tidepool.social.alert;

import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.social.alert.AlertTarget.Network;
import dev.tidepool.social.alert.AlertTarget.OfAgent;
import dev.tidepool.social.alert.AlertTarget.OfSubmolt;
import dev.tidepool.social.alert.AlertTarget.OfTerm;
import dev.tidepool.social.alert.AlertTarget.SubmoltRef;
import dev.tidepool.social.alert.AlertTarget.TermRef;
import dev.tidepool.social.input.PlainText;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Body of a new rule, and of a change of one: what is given changes. Type and target stay as they are.
 *
 * @param windowMinutes 60 when it is absent
 * @param cooldownMinutes 60 when it is absent
 * @param severity MEDIUM when it is absent
 */
record AlertRuleRequest(
        @Nullable String name,
        @Nullable String type,
        @Nullable Double threshold,
        @Nullable Integer windowMinutes,
        @Nullable Integer cooldownMinutes,
        @Nullable String severity,
        @Nullable Boolean enabled,
        @Nullable String agentId,
        @Nullable String submoltId,
        @Nullable String termId) {

    private static final Duration DEFAULT_WINDOW = Duration.ofHours(1);

    String nameOr(String before, AlertConfig limits) {
        return name == null ? before : PlainText.required("name", name, limits.maxNameCharacters());
    }

    /** Of a new rule. */
    String requiredName(AlertConfig limits) {
        return PlainText.required("name", name, limits.maxNameCharacters());
    }

    AlertType requiredType() {
        return AlertType.of(type == null ? "" : type);
    }

    double requiredThreshold() {
        return threshold(Optional.ofNullable(threshold)
                .orElseThrow(() -> Problem.invalidField("threshold", "Give a threshold: a number.")));
    }

    double thresholdOr(double before) {
        return threshold == null ? before : threshold(threshold);
    }

    Duration windowOr(Optional<Duration> before, AlertConfig limits) {
        return minutes("windowMinutes", windowMinutes, 1, limits)
                .or(() -> before)
                .orElse(DEFAULT_WINDOW);
    }

    Duration cooldownOr(Optional<Duration> before, AlertConfig limits) {
        return minutes("cooldownMinutes", cooldownMinutes, 0, limits)
                .or(() -> before)
                .orElse(DEFAULT_WINDOW);
    }

    Severity severityOr(Severity before) {
        return severity == null ? before : Severity.of(severity);
    }

    boolean enabledOr(boolean before) {
        return enabled == null ? before : enabled;
    }

    /** @throws Problem 400 when it is not what the type can be about */
    AlertTarget target(AlertType of) {
        if (Stream.of(agentId, submoltId, termId).filter(given -> given != null).count() > 1) {
            throw Problem.invalidField("agentId", "Give one of agentId, submoltId and termId.");
        }
        return switch (of.reach()) {
            case AGENT -> new OfAgent(required("agentId", agentId, AgentId::new, of));
            case TERM -> new OfTerm(required("termId", termId, TermRef::new, of));
            case ANY -> anyTarget(of);
        };
    }

    private AlertTarget anyTarget(AlertType of) {
        if (termId != null) {
            throw Problem.invalidField("termId", "A rule of the type " + of + " is not about a term.");
        }
        if (agentId != null) {
            return new OfAgent(required("agentId", agentId, AgentId::new, of));
        }
        return submoltId == null ? new Network() : new OfSubmolt(required("submoltId", submoltId, SubmoltRef::new, of));
    }

    private static <T> T required(String field, @Nullable String given, Function<UUID, T> id, AlertType of) {
        if (given == null) {
            throw Problem.invalidField(field, "A rule of the type " + of + " needs " + field + ".");
        }
        try {
            return id.apply(UUID.fromString(given));
        } catch (IllegalArgumentException malformed) {
            throw Problem.invalidField(field, field + " must be an id.");
        }
    }

    private static double threshold(double given) {
        if (!Double.isFinite(given) || Math.abs(given) > 1e12) {
            throw Problem.invalidField("threshold", "threshold must be a number of at most 12 digits.");
        }
        return given;
    }

    private static Optional<Duration> minutes(String field, @Nullable Integer given, int least, AlertConfig limits) {
        if (given != null && (given < least || given > limits.maxWindow().toMinutes())) {
            throw Problem.invalidField(
                    field,
                    field + " must be between " + least + " and "
                            + limits.maxWindow().toMinutes() + ".");
        }
        return Optional.ofNullable(given).map(Duration::ofMinutes);
    }
}
