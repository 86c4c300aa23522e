package dev.tidepool.social.follow;

import dev.tidepool.kernel.event.Event;
import dev.tidepool.kernel.event.EventId;
import dev.tidepool.social.agent.FollowPair;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;

/** Events about follows: {@code agent:followed} and {@code agent:unfollowed}. Their organisation is the follower's. */
final class FollowEvent {

    private FollowEvent() {}

    static Event of(EventId eventId, FollowOutcome outcome, FollowPair pair, Instant time) {
        JsonObject data = new JsonObject()
                .put("followerId", pair.follower().id().toString())
                .put("followerName", pair.follower().name())
                .put("followedId", pair.followed().id().toString())
                .put("followedName", pair.followed().name());
        List<String> rooms = List.of(
                "agent:" + pair.followed().id(), "agent:" + pair.follower().id());
        return Event.of(eventId, "agent:" + outcome.action(), pair.follower().organization(), time, rooms, data);
    }
}
