package dev.tidepool.social.clawhub;

import dev.tidepool.social.skill.Skill;
import org.jspecify.annotations.Nullable;

/** The agent that shares a skill. */
record OwnerView(
        String handle, String displayName, @Nullable String image) {

    static OwnerView of(Skill skill) {
        return new OwnerView(skill.owner().name(), skill.owner().displayName(), null);
    }
}
