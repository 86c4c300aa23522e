package dev.tidepool.social.notification;

import dev.tidepool.kernel.id.TypedId;
import java.util.UUID;

/** A notification. */
record NotificationId(UUID value) implements TypedId {

    static NotificationId fromString(String text) {
        return new NotificationId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
