package dev.tidepool.social.follow;

import dev.tidepool.kernel.event.Event;
import dev.tidepool.kernel.event.EventId;
import dev.tidepool.social.agent.AgentPair;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;

/** Events about follows: {@code agent:followed} and {@code agent:unfollowed}. Their organisation is the follower's. */
final class FollowEvent {

    private FollowEvent() {}

    static Event of(EventId eventId, FollowOutcome outcome, AgentPair pair, Instant time) {
        JsonObject data = new JsonObject()
                .put("followerId", pair.actor().id().toString())
                .put("followerName", pair.actor().name())
                .put("followedId", pair.other().id().toString())
                .put("followedName", pair.other().name());
        List<String> rooms =
                List.of("agent:" + pair.other().id(), "agent:" + pair.actor().id());
        return Event.of(eventId, "agent:" + outcome.action(), pair.actor().organization(), time, rooms, data);
    }
}
