package dev.tidepool.session.task;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of tasks, newest first. */
record TaskPageView(List<TaskView> items, @Nullable String nextCursor) {}
