package dev.tidepool.kernel.event;

import dev.tidepool.kernel.id.OrganizationId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Something that happened. On the wire: {@code {"id","type","organization","time","rooms","data","traceparent"}}.
 *
 * @param type {@code subject:verb}, for example {@code post:created}
 * @param organization whose event it is
 * @param rooms realtime rooms it belongs to, each {@code kind:id}
 * @param traceparent W3C trace context of the change, so that a trace crosses Redis; empty before the outbox set it
 */
public record Event(
        EventId id,
        String type,
        OrganizationId organization,
        Instant time,
        List<String> rooms,
        JsonObject data,
        Optional<String> traceparent) {

    /** Room of what the gateway's audit trail takes. Nobody listens there; its stream keeps what a gateway missed. */
    public static final String AUDIT_ROOM = "audit:services";

    /** More would make one event fan out without bound. */
    private static final int MAX_ROOMS = 16;

    private static final Pattern TYPE = Pattern.compile("[a-z_]+:[a-z_]+");

    public Event {
        if (!TYPE.matcher(type).matches()) {
            throw new IllegalArgumentException("type must look like subject:verb: " + type);
        }
        if (rooms.size() > MAX_ROOMS) {
            throw new IllegalArgumentException("rooms must be at most " + MAX_ROOMS + ": " + rooms.size());
        }
        rooms = List.copyOf(rooms);
    }

    /** A new event; the outbox adds the trace context when it stores it. */
    public static Event of(
            EventId id, String type, OrganizationId organization, Instant time, List<String> rooms, JsonObject data) {
        return new Event(id, type, organization, time, rooms, data, Optional.empty());
    }

    /**
     * The same, for the gateway's audit trail too. Of its data {@code by} is who did it, {@code severity} is {@code info} if it
     * is absent, and the rest are the details: at most 16, none secret.
     */
    public Event audited() {
        List<String> all = Stream.concat(rooms.stream(), Stream.of(AUDIT_ROOM)).toList();
        return new Event(id, type, organization, time, all, data, traceparent);
    }

    public boolean isAudited() {
        return rooms.contains(AUDIT_ROOM);
    }

    Event withTraceparent(Optional<String> context) {
        return new Event(id, type, organization, time, rooms, data, context);
    }

    Event storable() {
        return new Event(id, type, organization, time, rooms, StorableData.of(data), traceparent);
    }

    /** The envelope. */
    public JsonObject toJson() {
        JsonObject json = new JsonObject()
                .put("id", id.toString())
                .put("type", type)
                .put("organization", organization.toString())
                .put("time", time.toString())
                .put("rooms", new JsonArray(rooms))
                .put("data", data);
        traceparent.ifPresent(context -> json.put("traceparent", context));
        return json;
    }

    /** @throws RuntimeException of some kind if the JSON is not an event */
    public static Event ofJson(JsonObject json) {
        return new Event(
                EventId.fromString(json.getString("id")),
                json.getString("type"),
                OrganizationId.fromString(json.getString("organization")),
                Instant.parse(json.getString("time")),
                json.getJsonArray("rooms").stream().map(String.class::cast).toList(),
                json.getJsonObject("data"),
                Optional.ofNullable(json.getString("traceparent")));
    }
}
