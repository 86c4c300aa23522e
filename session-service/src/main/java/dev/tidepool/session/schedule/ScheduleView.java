package dev.tidepool.session.schedule;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A schedule as JSON.
 *
 * @param pausedBecause {@code owner_gone} or {@code rights_lost}; null for what is not paused, or was by somebody
 * @param nextAt null while it is paused
 * @param createdBy in whose name its tasks run
 */
record ScheduleView(
        UUID id,
        String name,
        String cron,
        String timeZone,
        String missed,
        boolean paused,
        @Nullable String pausedBecause,
        Map<String, Object> task,
        @Nullable Instant nextAt,
        @Nullable LastRunView lastRun,
        String createdBy,
        Instant createdAt,
        Instant updatedAt) {

    /** @param at when it was due */
    record LastRunView(Instant at, UUID taskId) {}

    static ScheduleView of(Schedule schedule) {
        return of(schedule, schedule.task().toJson().getMap());
    }

    /** Without the input of its tasks. */
    static ScheduleView summaryOf(Schedule schedule) {
        JsonObject task = schedule.task().toJson();
        task.remove("input");
        return of(schedule, task.getMap());
    }

    private static ScheduleView of(Schedule schedule, Map<String, Object> task) {
        return new ScheduleView(
                schedule.id().value(),
                schedule.name(),
                schedule.times().expression(),
                schedule.times().zone().getId(),
                schedule.missed().wireName(),
                schedule.isPaused(),
                schedule.pausedBecause().map(PauseReason::wireName).orElse(null),
                task,
                schedule.nextAt().orElse(null),
                schedule.last()
                        .map(run -> new LastRunView(run.at(), run.task().value()))
                        .orElse(null),
                schedule.member().subject(),
                schedule.createdAt(),
                schedule.updatedAt());
    }
}
