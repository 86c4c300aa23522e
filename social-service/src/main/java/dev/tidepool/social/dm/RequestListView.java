package dev.tidepool.social.dm;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.tidepool.kernel.page.Page;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A page of the requests that wait for the agent's answer. */
@JsonNaming(SnakeCaseStrategy.class)
record RequestListView(
        boolean success,
        List<RequestView> requests,
        int count,
        boolean hasMore,
        @Nullable String nextCursor) {

    static RequestListView of(Page<Conversation> page, Optional<String> next) {
        List<RequestView> requests = page.map(RequestView::of);
        return new RequestListView(true, requests, requests.size(), page.hasMore(), next.orElse(null));
    }
}
