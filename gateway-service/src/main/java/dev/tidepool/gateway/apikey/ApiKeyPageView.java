package dev.tidepool.gateway.apikey;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tidepool.kernel.page.CursorCodec;
import java.util.List;
import java.util.Optional;

/** @param nextCursor absent on the last page */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record ApiKeyPageView(List<ApiKeyView> items, Optional<String> nextCursor) {

    static final String LIST = "api-keys";

    /** @param keys one more than the page holds when there is a next one */
    static ApiKeyPageView of(List<ApiKey> keys, int limit, CursorCodec cursors) {
        List<ApiKey> page = keys.subList(0, Math.min(limit, keys.size()));
        Optional<String> next = keys.size() > limit
                ? Optional.of(cursors.encode(LIST, page.getLast().id().toString()))
                : Optional.empty();
        return new ApiKeyPageView(page.stream().map(ApiKeyView::of).toList(), next);
    }
}
