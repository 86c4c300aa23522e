package dev.tidepool.social.skill;

import dev.tidepool.social.input.PageParameters;
import jakarta.ws.rs.QueryParam;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Query parameters of the list, as text. */
record SkillListParameters(
        @QueryParam("sort") @Nullable String sort,
        @QueryParam("tag") @Nullable String tag,
        @QueryParam("owner") @Nullable String owner,
        @QueryParam("limit") @Nullable String limit,
        @QueryParam("cursor") @Nullable String cursor) {

    /** @throws dev.tidepool.kernel.problem.Problem 400 naming the parameter */
    SkillPageRequest request() {
        return new SkillPageRequest(
                SkillSort.of(sort),
                Optional.ofNullable(tag).filter(given -> !given.isEmpty()),
                Optional.ofNullable(owner).filter(given -> !given.isEmpty()),
                PageParameters.limit(limit),
                PageParameters.cursor(cursor));
    }
}
