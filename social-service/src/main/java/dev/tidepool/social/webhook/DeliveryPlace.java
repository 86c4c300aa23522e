package dev.tidepool.social.webhook;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Where a page of deliveries begins: after this one. */
record DeliveryPlace(Instant time, DeliveryId id) {

    /** Before the latest. */
    static final DeliveryPlace START =
            new DeliveryPlace(Instant.parse("9999-01-01T00:00:00Z"), new DeliveryId(new UUID(-1, -1)));

    static DeliveryPlace of(Delivery last) {
        return new DeliveryPlace(last.createdAt(), last.id());
    }

    static DeliveryPlace ofFields(List<String> fields) {
        return new DeliveryPlace(Instant.parse(fields.get(0)), DeliveryId.fromString(fields.get(1)));
    }

    String[] fields() {
        return new String[] {time.toString(), id.toString()};
    }
}
