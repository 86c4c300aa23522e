package dev.tidepool.gateway.audit;

import dev.tidepool.kernel.id.Uuid7;
import dev.tidepool.kernel.page.CursorCodec;
import java.time.Instant;
import java.util.List;

/** A place in the trail, newest first: what comes after it is older. */
record AuditPosition(Instant time, AuditEntryId id) {

    private static final String LIST = "audit";

    /** Before everything, for the first page. */
    static final AuditPosition START =
            new AuditPosition(Instant.parse("9999-01-01T00:00:00Z"), new AuditEntryId(Uuid7.LAST));

    static AuditPosition after(AuditEntry entry) {
        return new AuditPosition(entry.time(), entry.id());
    }

    /** @throws dev.tidepool.kernel.problem.Problem 400 if the cursor is not one of this list */
    static AuditPosition of(CursorCodec cursors, String cursor) {
        List<String> fields = cursors.decode(LIST, cursor);
        return new AuditPosition(Instant.parse(fields.get(0)), AuditEntryId.fromString(fields.get(1)));
    }

    String cursor(CursorCodec cursors) {
        return cursors.encode(LIST, time.toString(), id.toString());
    }
}
