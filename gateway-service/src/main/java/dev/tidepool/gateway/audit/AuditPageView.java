package dev.tidepool.gateway.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tidepool.kernel.page.CursorCodec;
import dev.tidepool.kernel.page.Page;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** @param nextCursor absent on the last page */
@Schema(name = "AuditPage")
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record AuditPageView(List<AuditEntryView> items, Optional<String> nextCursor) {

    static AuditPageView of(Page<AuditEntry> page, CursorCodec cursors) {
        return new AuditPageView(
                page.map(AuditEntryView::of),
                page.next(last -> AuditPosition.after(last).cursor(cursors)));
    }
}
