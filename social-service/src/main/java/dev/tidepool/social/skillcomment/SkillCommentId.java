package dev.tidepool.social.skillcomment;

import dev.tidepool.kernel.id.TypedId;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A comment on a skill. */
@Schema(type = SchemaType.STRING, format = "uuid")
public record SkillCommentId(UUID value) implements TypedId {

    /** @throws IllegalArgumentException if the text is no UUID; of a path parameter that makes a 404 */
    public static SkillCommentId fromString(String text) {
        return new SkillCommentId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
