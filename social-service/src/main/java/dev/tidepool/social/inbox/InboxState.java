package dev.tidepool.social.inbox;

import dev.tidepool.social.post.PostId;
import java.util.List;

/**
 * What the database says before an inbox is read.
 *
 * @param sources names whom and what the agent follows now: an inbox that was made for others lacks posts
 * @param waiting posts that may be in no inbox yet
 */
record InboxState(String sources, List<PostId> waiting) {

    InboxState {
        waiting = List.copyOf(waiting);
    }
}
