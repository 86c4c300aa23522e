package dev.tidepool.social.submolt;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
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

    static SubmoltListView of(List<Submolt> submolts, @Nullable String nextCursor) {
        List<SubmoltView> views = submolts.stream().map(SubmoltView::of).toList();
        return new SubmoltListView(true, views, views, views.size(), nextCursor != null, nextCursor);
    }
}
