package dev.tidepool.social.submolt;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.tidepool.kernel.page.Page;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A page of submolts in the order of their names; {@code data} repeats {@code submolts} for older clients. */
@JsonNaming(SnakeCaseStrategy.class)
record SubmoltListView(
        boolean success,
        List<SubmoltView> submolts,
        List<SubmoltView> data,
        int count,
        boolean hasMore,
        @Nullable String nextCursor) {

    static SubmoltListView of(Page<Submolt> page, Optional<String> nextCursor) {
        List<SubmoltView> views = page.map(SubmoltView::of);
        return new SubmoltListView(true, views, views, views.size(), page.hasMore(), nextCursor.orElse(null));
    }
}
