package dev.tidepool.social.agent;

import dev.tidepool.kernel.page.PageLimit;
import dev.tidepool.social.input.PageParameters;
import jakarta.ws.rs.QueryParam;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Query parameters that all lists of agents take, as text. A cursor outranks an offset. */
public record AgentListParameters(
        @QueryParam("limit") @Nullable String limit,
        @QueryParam("cursor") @Nullable String cursor,
        @QueryParam("offset") @Nullable String offset) {

    PageLimit pageLimit() {
        return PageParameters.limit(limit);
    }

    Optional<String> pageCursor() {
        return PageParameters.cursor(cursor);
    }

    int pageOffset() {
        return pageCursor().isPresent() ? 0 : PageParameters.offset(offset);
    }
}
