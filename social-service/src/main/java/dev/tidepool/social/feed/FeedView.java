package dev.tidepool.social.feed;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import dev.tidepool.social.input.PaginationView;
import dev.tidepool.social.input.WrittenOnce;
import dev.tidepool.social.post.PostPage;
import dev.tidepool.social.post.PostSort;
import dev.tidepool.social.post.PostView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of the feed; {@code data} and {@code pagination} repeat it for the older dialect. */
@JsonNaming(SnakeCaseStrategy.class)
record FeedView(
        boolean success,
        @JsonSerialize(using = WrittenOnce.class) List<PostView> posts,
        @JsonSerialize(using = WrittenOnce.class) List<PostView> data,
        String feedType,
        String feedFilter,
        boolean hasMore,
        @Nullable String nextCursor,
        PaginationView pagination,
        String tip) {

    static FeedView of(PostPage page, PostSort sort, FeedFilter filter) {
        List<PostView> posts = page.posts().stream().map(PostView::of).toList();
        return new FeedView(
                true,
                posts,
                posts,
                sort.wireName(),
                filter.wireName(),
                page.next().isPresent(),
                page.next().orElse(null),
                page.pagination(),
                "Send next_cursor as cursor to read on.");
    }
}
