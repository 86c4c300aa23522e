package dev.tidepool.session.schedule;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.session.task.TaskDraft;
import java.time.Instant;
import java.util.Optional;

/** What a schedule is to be, checked. */
record ScheduleDraft(String name, CronTimes times, MissedRuns missed, TaskDraft task, boolean paused) {

    Schedule begin(ScheduleId id, Caller.Member member, Instant now) {
        return schedule(id, member, Optional.empty(), now, now);
    }

    /** The known schedule, changed to this. */
    Schedule applied(Schedule known, Caller.Member member, Instant now) {
        return schedule(known.id(), member, known.last(), known.createdAt(), now);
    }

    private Schedule schedule(
            ScheduleId id, Caller.Member member, Optional<Schedule.Run> last, Instant createdAt, Instant now) {
        Optional<Instant> next = paused ? Optional.empty() : times.next(now);
        return new Schedule(id, member, name, times, missed, task, next, last, Optional.empty(), createdAt, now);
    }
}
