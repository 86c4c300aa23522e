package dev.tidepool.social.dm;

import dev.tidepool.kernel.id.TypedId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

/**
 * A place in a list whose latest item is the first.
 *
 * @param tie tells items of the same time apart
 */
record Place(Instant time, TypedId tie) {

    private static final UUID LAST_UUID = new UUID(-1, -1);

    /** Before every item. */
    static final Place START = new Place(Instant.parse("9999-12-31T00:00:00Z"), new MessageId(LAST_UUID));

    OffsetDateTime timeAtUtc() {
        return time.atOffset(ZoneOffset.UTC);
    }

    String[] fields() {
        return new String[] {time.toString(), tie.toString()};
    }

    static Place ofFields(List<String> fields) {
        return new Place(Instant.parse(fields.get(0)), new MessageId(UUID.fromString(fields.get(1))));
    }
}
