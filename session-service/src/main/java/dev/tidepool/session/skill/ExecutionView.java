package dev.tidepool.session.skill;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.tidepool.session.session.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An execution as JSON.
 *
 * @param version the upload that was executed; null for a built-in skill
 * @param output null unless it completed, and in lists
 * @param error null unless it failed or was cancelled
 */
record ExecutionView(
        UUID id,
        String skill,
        @Nullable Integer version,
        String kind,

        @Schema(enumeration = {"running", "completed", "failed", "cancelled"})
        String status,

        @Nullable UUID sessionId,

        @Schema(type = SchemaType.OBJECT) @JsonRawValue @Nullable
        String output,

        @Nullable ErrorView error,
        String createdBy,
        Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable Long durationMillis) {

    /** Why it has no output. */
    record ErrorView(String code, String detail) {}

    static ExecutionView of(Execution execution) {
        return of(
                execution,
                execution.state() instanceof ExecutionState.Completed done
                        ? done.output().encode()
                        : null);
    }

    static ExecutionView withoutOutput(Execution execution) {
        return of(execution, null);
    }

    private static ExecutionView of(Execution execution, @Nullable String output) {
        ExecutionState state = execution.state();
        @Nullable Instant endedAt = state instanceof ExecutionState.Ended ended ? ended.at() : null;
        return new ExecutionView(
                execution.id().value(),
                execution.skill().value(),
                execution.version().orElse(null),
                execution.kind(),
                state.wireName(),
                execution.session().map(SessionId::value).orElse(null),
                output,
                state instanceof ExecutionState.Unfinished unfinished
                        ? new ErrorView(unfinished.code(), unfinished.detail())
                        : null,
                execution.createdBy(),
                execution.startedAt(),
                endedAt,
                endedAt == null
                        ? null
                        : Duration.between(execution.startedAt(), endedAt).toMillis());
    }
}
