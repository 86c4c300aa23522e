package dev.tidepool.session.message;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of what was found, newest first. {@code nextCursor} is null on the last page. */
record MessageHitPageView(
        List<MessageHitView> items, @Nullable String nextCursor) {}
