package dev.tidepool.social.dm;

import dev.tidepool.kernel.id.TypedId;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A conversation of two agents; a request has the id of the conversation it asks for. */
@Schema(type = SchemaType.STRING, format = "uuid")
public record ConversationId(UUID value) implements TypedId {

    /** @throws IllegalArgumentException if the text is no UUID; of a path parameter that makes a 404 */
    public static ConversationId fromString(String text) {
        return new ConversationId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
