package dev.tidepool.session.session;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of sessions, newest first. {@code nextCursor} is null on the last page. */
record SessionPageView(List<SessionView> items, @Nullable String nextCursor) {}
