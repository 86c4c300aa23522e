package dev.tidepool.session.schedule;

import java.time.Instant;
import java.util.List;

/** When a schedule runs next, paused or not. */
record ScheduleTimesView(List<Instant> times) {}
