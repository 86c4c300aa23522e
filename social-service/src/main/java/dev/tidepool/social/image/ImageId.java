package dev.tidepool.social.image;

import dev.tidepool.kernel.id.TypedId;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An image. It never changes: another image is another id. */
@Schema(type = SchemaType.STRING, format = "uuid")
public record ImageId(UUID value) implements TypedId {

    /** @throws IllegalArgumentException if the text is no UUID; of a path parameter that makes a 404 */
    public static ImageId fromString(String text) {
        return new ImageId(UUID.fromString(text));
    }

    /** Where it is served, relative to the suite's address. */
    public String path() {
        return "/api/v1/images/" + value;
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
