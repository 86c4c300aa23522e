package dev.tidepool.session.skill;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of executions, newest first, without their outputs. {@code nextCursor} is null on the last page. */
record ExecutionPageView(
        List<ExecutionView> items, @Nullable String nextCursor) {}
