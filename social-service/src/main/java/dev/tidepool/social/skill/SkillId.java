package dev.tidepool.social.skill;

import dev.tidepool.kernel.id.TypedId;
import java.util.UUID;

/** A shared skill. */
public record SkillId(UUID value) implements TypedId {

    @Override
    public String toString() {
        return value.toString();
    }
}
