package dev.tidepool.staking.webhook;

import dev.tidepool.kernel.id.TypedId;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Of a delivery. */
@Schema(type = SchemaType.STRING, format = "uuid")
record DeliveryId(UUID value) implements TypedId {

    /** @throws IllegalArgumentException if the text is no UUID; of a path parameter that makes a 404 */
    public static DeliveryId fromString(String text) {
        return new DeliveryId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
