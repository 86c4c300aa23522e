package dev.tidepool.session.schedule;

import java.util.UUID;

/** The task that a schedule was made to put into the queue. */
record ScheduleRunView(UUID taskId) {}
