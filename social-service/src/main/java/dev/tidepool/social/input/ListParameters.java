package dev.tidepool.social.input;

import dev.tidepool.kernel.page.PageLimit;
import jakarta.ws.rs.QueryParam;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Query parameters that lists take that have one order, as text. A cursor outranks an offset. */
public record ListParameters(
        @QueryParam("limit") @Nullable String limit,
        @QueryParam("cursor") @Nullable String cursor,
        @QueryParam("offset") @Nullable String offset) {

    /** @throws dev.tidepool.kernel.problem.Problem 400 when it is no number from 1 to the largest page */
    public PageLimit pageLimit() {
        return PageParameters.limit(limit);
    }

    public Optional<String> pageCursor() {
        return PageParameters.cursor(cursor);
    }

    /** @throws dev.tidepool.kernel.problem.Problem 400 when it is no number, or too large */
    public int pageOffset() {
        return pageCursor().isPresent() ? 0 : PageParameters.offset(offset);
    }
}
