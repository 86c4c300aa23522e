package dev.tidepool.social.notification;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A place in the list of notifications, the latest of which is the first. */
record TrayPlace(Instant time, NotificationId id) {

    /** Before every notification. */
    static final TrayPlace START =
            new TrayPlace(Instant.parse("9999-12-31T00:00:00Z"), new NotificationId(new UUID(-1, -1)));

    String[] fields() {
        return new String[] {time.toString(), id.toString()};
    }

    static TrayPlace ofFields(List<String> fields) {
        return new TrayPlace(Instant.parse(fields.get(0)), NotificationId.fromString(fields.get(1)));
    }
}
