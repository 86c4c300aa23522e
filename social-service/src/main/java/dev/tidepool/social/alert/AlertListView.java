package dev.tidepool.social.alert;

import dev.tidepool.kernel.page.Page;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A page of alerts, the latest first.
 *
 * @param unread of all alerts of the organisation; up to 1,000 are counted
 */
record AlertListView(List<AlertView> data, PageInfoView pageInfo, int unread) {

    /** Where the next page begins. */
    record PageInfoView(@Nullable String nextCursor, boolean hasNextPage) {}

    static AlertListView of(Page<Alert> page, int unread, Optional<String> next) {
        return new AlertListView(page.map(AlertView::of), new PageInfoView(next.orElse(null), page.hasMore()), unread);
    }
}
