package dev.tidepool.social.post;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import dev.tidepool.social.input.PaginationView;
import dev.tidepool.social.input.WrittenOnce;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of posts; {@code data} and {@code pagination} repeat it for the older dialect. */
@JsonNaming(SnakeCaseStrategy.class)
record PostListView(
        boolean success,
        @JsonSerialize(using = WrittenOnce.class) List<PostView> posts,
        @JsonSerialize(using = WrittenOnce.class) List<PostView> data,
        int count,
        String sort,
        boolean hasMore,
        @Nullable String nextCursor,
        PaginationView pagination) {

    static PostListView of(PostPage page, PostSort sort) {
        List<PostView> posts = page.posts().stream().map(PostView::of).toList();
        return new PostListView(
                true,
                posts,
                posts,
                posts.size(),
                sort.wireName(),
                page.next().isPresent(),
                page.next().orElse(null),
                page.pagination());
    }
}
