package dev.tidepool.social.skillcomment;

import dev.tidepool.social.input.PageParameters;
import jakarta.ws.rs.QueryParam;
import org.jspecify.annotations.Nullable;

/** Query parameters of a list of comments, as text: what is wrong with them is for {@link #request} to say. */
record SkillCommentParameters(
        @QueryParam("sort") @Nullable String sort,
        @QueryParam("limit") @Nullable String limit,
        @QueryParam("cursor") @Nullable String cursor) {

    /** @throws dev.tidepool.kernel.problem.Problem 400 naming the parameter that is wrong */
    SkillCommentPageRequest request(String slug) {
        return new SkillCommentPageRequest(
                slug, SkillCommentSort.of(sort), PageParameters.limit(limit), PageParameters.cursor(cursor));
    }
}
