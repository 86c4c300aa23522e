package dev.tidepool.social.alert;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Where a page of alerts begins: after this one. */
record AlertPlace(Instant time, AlertId id) {

    /** Before the latest. */
    static final AlertPlace START =
            new AlertPlace(Instant.parse("9999-12-31T00:00:00Z"), new AlertId(new UUID(-1, -1)));

    static AlertPlace of(Alert last) {
        return new AlertPlace(last.createdAt(), last.id());
    }

    static AlertPlace ofFields(List<String> fields) {
        return new AlertPlace(Instant.parse(fields.get(0)), AlertId.fromString(fields.get(1)));
    }

    String[] fields() {
        return new String[] {time.toString(), id.toString()};
    }
}
