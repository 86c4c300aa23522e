package dev.tidepool.social.submolt;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import dev.tidepool.kernel.page.Page;
import dev.tidepool.social.input.ListParameters;
import dev.tidepool.social.input.PaginationView;
import dev.tidepool.social.input.WrittenOnce;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A page of submolts in the order of their names; {@code data} and {@code pagination} repeat it for older clients. */
@JsonNaming(SnakeCaseStrategy.class)
record SubmoltListView(
        boolean success,
        @JsonSerialize(using = WrittenOnce.class) List<SubmoltView> submolts,
        @JsonSerialize(using = WrittenOnce.class) List<SubmoltView> data,
        int count,
        boolean hasMore,
        @Nullable String nextCursor,
        PaginationView pagination) {

    static SubmoltListView of(Page<ReadSubmolt> page, Optional<String> next, ListParameters parameters) {
        List<SubmoltView> views = page.map(SubmoltView::of);
        return new SubmoltListView(
                true,
                views,
                views,
                views.size(),
                page.hasMore(),
                next.orElse(null),
                new PaginationView(
                        views.size(), parameters.pageLimit().value(), parameters.pageOffset(), page.hasMore()));
    }
}
