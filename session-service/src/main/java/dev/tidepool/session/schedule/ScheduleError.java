package dev.tidepool.session.schedule;

import dev.tidepool.kernel.problem.ErrorCode;

/** What can be wrong with a schedule, beyond its fields. */
enum ScheduleError implements ErrorCode {
    /** Unknown, or another organisation's: the answer does not tell which. */
    SCHEDULE_NOT_FOUND(404, "There is no such schedule"),
    TOO_MANY_SCHEDULES(409, "The organisation has as many schedules as it may");

    private final int status;
    private final String title;

    ScheduleError(int status, String title) {
        this.status = status;
        this.title = title;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }
}
