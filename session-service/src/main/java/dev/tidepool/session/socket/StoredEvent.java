package dev.tidepool.session.socket;

import io.vertx.core.json.JsonObject;
import java.time.Instant;

/**
 * An event of a session as it was stored.
 *
 * @param sequence its place among the session's events
 * @param type as in the envelope, {@code subject:verb}
 */
public record StoredEvent(long sequence, String type, Instant time, JsonObject data) {}
