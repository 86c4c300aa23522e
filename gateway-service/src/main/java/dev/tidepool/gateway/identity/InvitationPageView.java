package dev.tidepool.gateway.identity;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tidepool.kernel.page.CursorCodec;
import dev.tidepool.kernel.page.Page;
import java.util.List;
import java.util.Optional;

/** @param nextCursor absent on the last page */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record InvitationPageView(List<InvitationView> items, Optional<String> nextCursor) {

    static final String LIST = "invitations";

    static InvitationPageView of(Page<Invitation> page, CursorCodec cursors) {
        return new InvitationPageView(
                page.map(InvitationView::of),
                page.next(last -> cursors.encode(LIST, last.id().toString())));
    }
}
