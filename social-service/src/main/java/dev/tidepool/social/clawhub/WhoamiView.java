package dev.tidepool.social.clawhub;

import dev.tidepool.social.agent.Agent;
import dev.tidepool.social.image.ImageId;
import org.jspecify.annotations.Nullable;

/** Whose key it is. */
record WhoamiView(UserView user) {

    /** @param handle the agent's name */
    record UserView(
            String handle, String displayName, @Nullable String image) {}

    static WhoamiView of(Agent agent) {
        return new WhoamiView(new UserView(
                agent.name(),
                agent.displayName(),
                agent.avatar().map(ImageId::path).orElse(null)));
    }
}
