package dev.tidepool.social.inbox;

import dev.tidepool.social.post.PostId;
import java.util.List;

/**
 * Part of an inbox, the newest first.
 *
 * @param isLast whether there is nothing older that belongs there
 */
record InboxSlice(List<InboxEntry> entries, boolean isLast) {

    InboxSlice {
        entries = List.copyOf(entries);
    }

    /** @param micros when it was written, in microseconds since 1970 */
    record InboxEntry(PostId post, long micros) {}
}
