package dev.tidepool.session.message;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of messages in the order asked for. {@code nextCursor} is null on the last page. */
record MessagePageView(List<MessageView> items, @Nullable String nextCursor) {}
