package dev.tidepool.session.task;

import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.session.json.StorableJson;
import dev.tidepool.session.session.SessionId;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The body of a request for a task, as sent. */
public record CreateTask(
        @Schema(required = true, examples = "chat") @Nullable
        String kind,

        @Schema(description = "The session it belongs to, if its kind works in one") @Nullable
        String sessionId,

        @Schema(description = "What its kind needs to know") @Nullable
        Map<String, @Nullable Object> input,

        @Schema(
                enumeration = {"critical", "high", "normal", "low"},
                defaultValue = "normal")
        @Nullable
        String priority,

        @Schema(format = "date-time", description = "Not before; at most 30 days ahead") @Nullable
        String runAt,

        @Schema(minimum = "1", maximum = "3600", defaultValue = "300", description = "Of one attempt") @Nullable
        Integer timeoutSeconds,

        @Schema(minimum = "1", maximum = "10", defaultValue = "3") @Nullable
        Integer maxAttempts,

        @Schema(description = "A repeat with the same key answers the first task") @Nullable
        String idempotencyKey) {

    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,128}");

    /** @throws Problem 400 naming the field that is not acceptable, 404 for a session that cannot be */
    TaskDraft draft(TaskConfig limits, Instant now) {
        if (kind == null) {
            throw Problem.invalidField("kind", "kind must say what is to be done.");
        }
        JsonObject given = input == null ? new JsonObject() : new JsonObject(input);
        return new TaskDraft(
                kind,
                Optional.ofNullable(sessionId).map(SessionId::fromString),
                StorableJson.require("input", given, limits.maxInputBytes()),
                priority == null ? TaskPriority.NORMAL : TaskPriority.ofWireName(priority),
                checkedTime(limits, now),
                checkedTimeout(limits),
                checkedAttempts(limits),
                checkedKey());
    }

    private Optional<Instant> checkedTime(TaskConfig limits, Instant now) {
        if (runAt == null) {
            return Optional.empty();
        }
        try {
            Instant time = Instant.parse(runAt);
            if (time.isAfter(now.plus(limits.maxDelay()))) {
                throw Problem.invalidField(
                        "runAt",
                        "runAt must be at most %d days ahead."
                                .formatted(limits.maxDelay().toDays()));
            }
            return Optional.of(time.isBefore(now) ? now : time);
        } catch (DateTimeException malformed) {
            throw Problem.invalidField("runAt", "runAt must be a time such as 2026-01-31T12:00:00Z.");
        }
    }

    private Optional<Duration> checkedTimeout(TaskConfig limits) {
        long most = limits.maxTimeout().toSeconds();
        if (timeoutSeconds != null && (timeoutSeconds < 1 || timeoutSeconds > most)) {
            throw Problem.invalidField("timeoutSeconds", "timeoutSeconds must be between 1 and " + most + ".");
        }
        return Optional.ofNullable(timeoutSeconds).map(Duration::ofSeconds);
    }

    private Optional<Integer> checkedAttempts(TaskConfig limits) {
        if (maxAttempts != null && (maxAttempts < 1 || maxAttempts > limits.maxAttempts())) {
            throw Problem.invalidField(
                    "maxAttempts", "maxAttempts must be between 1 and " + limits.maxAttempts() + ".");
        }
        return Optional.ofNullable(maxAttempts);
    }

    private Optional<String> checkedKey() {
        if (idempotencyKey != null && !KEY.matcher(idempotencyKey).matches()) {
            throw Problem.invalidField("idempotencyKey", "idempotencyKey must be 1 to 128 visible ASCII characters.");
        }
        return Optional.ofNullable(idempotencyKey);
    }
}
