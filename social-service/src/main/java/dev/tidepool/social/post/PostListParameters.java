package dev.tidepool.social.post;

import dev.tidepool.social.input.PageParameters;
import jakarta.ws.rs.QueryParam;
import org.jspecify.annotations.Nullable;

/** Query parameters that all lists of posts take, as text: what is wrong with them is for {@link #request} to say. */
public record PostListParameters(
        @QueryParam("sort") @Nullable String sort,
        @QueryParam("t") @Nullable String t,
        @QueryParam("limit") @Nullable String limit,
        @QueryParam("cursor") @Nullable String cursor,
        @QueryParam("offset") @Nullable String offset) {

    /** @throws dev.tidepool.kernel.problem.Problem 400 naming the parameter that is wrong */
    public PostPageRequest request(String list, PostFilter filter) {
        return new PostPageRequest(
                list,
                PostSort.of(sort),
                PostWindow.of(t),
                filter,
                PageParameters.limit(limit),
                PageParameters.cursor(cursor),
                PageParameters.offset(offset));
    }
}
