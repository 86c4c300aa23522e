package dev.tidepool.social.notification;

import dev.tidepool.kernel.id.TypedId;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The post that notifications are about: posts notify, so their own type is not to be had here. */
@Schema(type = SchemaType.STRING, format = "uuid")
public record NotificationPostId(UUID value) implements TypedId {

    /** @throws IllegalArgumentException if the text is no UUID; of a path parameter that makes a 404 */
    public static NotificationPostId fromString(String text) {
        return new NotificationPostId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
