package dev.tidepool.social.comment;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.tidepool.social.post.PostId;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A page of a post's comments. */
@JsonNaming(SnakeCaseStrategy.class)
record CommentListView(
        boolean success,
        UUID postId,
        String sort,
        int count,
        boolean hasMore,
        @Nullable String nextCursor,
        List<CommentView> comments) {

    static CommentListView of(PostId post, CommentPage page) {
        return new CommentListView(
                true,
                post.value(),
                page.sort().wireName(),
                page.comments().size(),
                page.next().isPresent(),
                page.next().orElse(null),
                CommentView.treesOf(page));
    }
}
