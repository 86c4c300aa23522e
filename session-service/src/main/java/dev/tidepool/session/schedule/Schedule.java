package dev.tidepool.session.schedule;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.session.task.TaskDraft;
import dev.tidepool.session.task.TaskId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A task that comes back.
 *
 * @param member in whose name its tasks run: at most with the rights he had when he made or last changed it
 * @param task what is put into the queue each time
 * @param nextAt when it next runs; empty while it is paused
 * @param last the run before
 * @param pausedBecause why it is paused, if nobody paused it
 */
record Schedule(
        ScheduleId id,
        Caller.Member member,
        String name,
        CronTimes times,
        MissedRuns missed,
        TaskDraft task,
        Optional<Instant> nextAt,
        Optional<Run> last,
        Optional<PauseReason> pausedBecause,
        Instant createdAt,
        Instant updatedAt) {

    /** @param at when it was due */
    record Run(Instant at, TaskId task) {}

    boolean isPaused() {
        return nextAt.isEmpty();
    }

    /** Pausing what is paused changes nothing. */
    Schedule paused(Instant now) {
        return isPaused() ? this : at(Optional.empty(), last, now);
    }

    /** Until somebody writes it anew who may. */
    Schedule pausedBecause(PauseReason reason, Instant now) {
        return new Schedule(
                id, member, name, times, missed, task, Optional.empty(), last, Optional.of(reason), createdAt, now);
    }

    /** What fell due meanwhile is left out. Resuming what runs changes nothing. */
    Schedule resumed(Instant now) {
        return isPaused() ? at(times.next(now), last, now) : this;
    }

    /** After its time has come: it waits for the next one. */
    Schedule advanced(Instant now) {
        return at(times.next(now), last, now);
    }

    Schedule ran(Run run, Instant now) {
        return at(nextAt, Optional.of(run), now);
    }

    /** Tried again a little later, when it could not be run in time. */
    Schedule putOff(Duration wait, Instant now) {
        return switch (missed) {
            case ONCE -> at(Optional.of(now.plus(wait)), last, now);
            case SKIP -> advanced(now);
        };
    }

    /** Whether a run that was due at this time is still to be made. */
    boolean isWorthRunning(Instant due, Instant now, Duration grace) {
        return switch (missed) {
            case ONCE -> true;
            case SKIP -> !due.plus(grace).isBefore(now);
        };
    }

    private Schedule at(Optional<Instant> next, Optional<Run> lastRun, Instant now) {
        return new Schedule(id, member, name, times, missed, task, next, lastRun, Optional.empty(), createdAt, now);
    }
}
