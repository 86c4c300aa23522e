package dev.tidepool.gateway.apikey;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tidepool.kernel.page.CursorCodec;
import dev.tidepool.kernel.page.Page;
import java.util.List;
import java.util.Optional;

/** @param nextCursor absent on the last page */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record ApiKeyPageView(List<ApiKeyView> items, Optional<String> nextCursor) {

    static final String LIST = "api-keys";

    static ApiKeyPageView of(Page<ApiKey> page, CursorCodec cursors) {
        return new ApiKeyPageView(
                page.map(ApiKeyView::of),
                page.next(last -> cursors.encode(LIST, last.id().toString())));
    }
}
