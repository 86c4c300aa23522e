package dev.tidepool.session.schedule;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of schedules, newest first. */
record SchedulePageView(List<ScheduleView> items, @Nullable String nextCursor) {}
