package dev.tidepool.social.skill;

import dev.tidepool.kernel.id.TypedId;
import java.util.UUID;

/** A version of a shared skill. */
public record SkillVersionId(UUID value) implements TypedId {

    /** @throws IllegalArgumentException if the text is no UUID */
    static SkillVersionId fromString(String text) {
        return new SkillVersionId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
