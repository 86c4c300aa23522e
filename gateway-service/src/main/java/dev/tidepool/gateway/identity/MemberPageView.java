package dev.tidepool.gateway.identity;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tidepool.kernel.page.CursorCodec;
import dev.tidepool.kernel.page.Page;
import java.util.List;
import java.util.Optional;

/** @param nextCursor absent on the last page */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record MemberPageView(List<MemberView> items, Optional<String> nextCursor) {

    static final String LIST = "members";

    static MemberPageView of(Page<Account> page, CursorCodec cursors) {
        return new MemberPageView(
                page.map(MemberView::of),
                page.next(last -> cursors.encode(LIST, last.id().toString())));
    }
}
