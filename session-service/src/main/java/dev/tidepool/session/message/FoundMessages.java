package dev.tidepool.session.message;

import dev.tidepool.kernel.page.Page;
import dev.tidepool.kernel.page.PageLimit;
import java.util.List;
import java.util.Optional;

/**
 * What a search found in as many messages as it looks through at once, maybe nothing.
 *
 * @param next the sequence number before which to look on, if there is more to look through
 */
record FoundMessages(List<MessageHit> hits, Optional<Long> next) {

    /**
     * @param read up to one more than the page holds
     * @param floor the oldest message that was looked at, 0 when there was none
     */
    static FoundMessages of(List<MessageHit> read, PageLimit limit, long floor) {
        Page<MessageHit> page = Page.of(read, limit);
        Optional<Long> next = page.hasMore()
                ? Optional.of(page.items().getLast().message().sequence())
                : Optional.of(floor).filter(oldest -> oldest > 1);
        return new FoundMessages(page.items(), next);
    }
}
