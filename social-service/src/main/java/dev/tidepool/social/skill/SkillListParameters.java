package dev.tidepool.social.skill;

import dev.tidepool.social.input.PageParameters;
import dev.tidepool.social.input.PlainText;
import jakarta.ws.rs.QueryParam;
import org.jspecify.annotations.Nullable;

/** Query parameters of the list, as text. */
record SkillListParameters(
        @QueryParam("sort") @Nullable String sort,
        @QueryParam("tag") @Nullable String tag,
        @QueryParam("owner") @Nullable String owner,
        @QueryParam("limit") @Nullable String limit,
        @QueryParam("cursor") @Nullable String cursor) {

    /** More than any tag or name has. */
    private static final int MAX_CHARACTERS = 100;

    /** @throws dev.tidepool.kernel.problem.Problem 400 naming the parameter */
    SkillPageRequest request() {
        return new SkillPageRequest(
                SkillSort.of(sort),
                PlainText.optional("tag", tag, MAX_CHARACTERS).filter(given -> !given.isEmpty()),
                PlainText.optional("owner", owner, MAX_CHARACTERS).filter(given -> !given.isEmpty()),
                PageParameters.limit(limit),
                PageParameters.cursor(cursor));
    }
}
