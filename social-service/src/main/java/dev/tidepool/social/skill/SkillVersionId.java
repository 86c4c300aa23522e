package dev.tidepool.social.skill;

import dev.tidepool.kernel.id.TypedId;
import java.util.UUID;

/** A version of a shared skill. */
public record SkillVersionId(UUID value) implements TypedId {

    @Override
    public String toString() {
        return value.toString();
    }
}
