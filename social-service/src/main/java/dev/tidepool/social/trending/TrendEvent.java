package dev.tidepool.social.trending;

import dev.tidepool.kernel.event.Event;
import dev.tidepool.kernel.event.EventId;
import dev.tidepool.kernel.id.OrganizationId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;

/** Tells that the top of a list of trends changed. Carries ids and tags, no text of anybody. */
final class TrendEvent {

    private static final List<String> ROOMS = List.of("analytics");

    private TrendEvent() {}

    /** {@code trending:added} when something is new among the first, else {@code trending:updated}: they changed places or left. */
    static Event changed(EventId id, TrendTop top, List<String> before, Instant now) {
        List<String> added = top.addedSince(before);
        JsonObject data = new JsonObject()
                .put("window", top.window().wireName())
                .put("kind", top.kind())
                .put("top", new JsonArray(top.subjects()))
                .put("added", new JsonArray(added));
        String type = added.isEmpty() ? "trending:updated" : "trending:added";
        return Event.of(id, type, OrganizationId.NOBODY, now, ROOMS, data);
    }
}
