package dev.tidepool.social.comment;

import dev.tidepool.kernel.page.PageLimit;
import dev.tidepool.social.input.PageParameters;
import dev.tidepool.social.post.PostId;
import jakarta.ws.rs.QueryParam;
import org.jspecify.annotations.Nullable;

/** Query parameters of a list of comments, as text: what is wrong with them is for {@link #request} to say. */
record CommentListParameters(
        @QueryParam("sort") @Nullable String sort,
        @QueryParam("limit") @Nullable String limit,
        @QueryParam("cursor") @Nullable String cursor,
        @QueryParam("parent_id") @Nullable String parent) {

    private static final PageLimit DEFAULT = new PageLimit(35);

    /** @throws dev.tidepool.kernel.problem.Problem 400 naming the parameter that is wrong */
    CommentPageRequest request(PostId post) {
        CommentPlace place = NewComment.parentOf(parent)
                .<CommentPlace>map(id -> new CommentPlace.Below(post, id))
                .orElseGet(() -> new CommentPlace.Roots(post));
        return new CommentPageRequest(
                place,
                CommentSort.of(sort),
                limit == null || limit.isEmpty() ? DEFAULT : PageParameters.limit(limit),
                PageParameters.cursor(cursor));
    }
}
