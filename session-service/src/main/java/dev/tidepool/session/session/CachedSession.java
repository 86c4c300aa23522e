package dev.tidepool.session.session;

import dev.tidepool.kernel.id.OrganizationId;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A session as the text that is kept in Redis. Pure. */
final class CachedSession {

    /** Of the form: a text of another one is not read, so that instances of two releases can share a Redis. */
    private static final int VERSION = 1;

    private CachedSession() {}

    static String write(Session session) {
        SessionSettings settings = session.settings();
        return new JsonObject()
                .put("version", VERSION)
                .put("channel", settings.channel())
                .put("model", settings.model())
                .put("thinking", settings.thinking().wireName())
                .put("systemPrompt", settings.systemPrompt().orElse(null))
                .put("metadata", settings.metadata())
                .put("label", settings.label().orElse(null))
                .put("status", session.state().status().wireName())
                .put("since", sinceOf(session.state()).toString())
                .put("ttl", session.ttl().toSeconds())
                .put("messageCount", session.messageCount())
                .put("createdAt", session.createdAt().toString())
                .put("updatedAt", session.updatedAt().toString())
                .put("touchedAt", session.touchedAt().toString())
                .put("expiresAt", session.expiresAt().toString())
                .encode();
    }

    /** Empty for a text of another form. */
    static Optional<Session> read(OrganizationId organization, SessionId id, String text) {
        JsonObject json = new JsonObject(text);
        if (json.getInteger("version") != VERSION) {
            return Optional.empty();
        }
        SessionSettings settings = new SessionSettings(
                json.getString("channel"),
                json.getString("model"),
                ThinkingLevel.ofWireName(json.getString("thinking")),
                Optional.ofNullable(json.getString("systemPrompt")),
                json.getJsonObject("metadata"),
                Optional.ofNullable(json.getString("label")));
        return Optional.of(new Session(
                id,
                organization,
                settings,
                state(json),
                Duration.ofSeconds(json.getLong("ttl")),
                json.getLong("messageCount"),
                instant(json, "createdAt"),
                instant(json, "updatedAt"),
                instant(json, "touchedAt"),
                instant(json, "expiresAt")));
    }

    private static Instant sinceOf(SessionState state) {
        return switch (state) {
            case SessionState.Active active -> active.idleAt();
            case SessionState.Idle idle -> idle.since();
            case SessionState.Ended ended -> ended.endedAt();
        };
    }

    private static SessionState state(JsonObject json) {
        Instant since = instant(json, "since");
        return switch (SessionStatus.ofWireName(json.getString("status"))) {
            case ACTIVE -> new SessionState.Active(since, instant(json, "expiresAt"));
            case IDLE -> new SessionState.Idle(since, instant(json, "expiresAt"));
            case CLOSED -> new SessionState.Closed(since);
            case EXPIRED -> new SessionState.Expired(since);
        };
    }

    private static Instant instant(JsonObject json, String name) {
        return Instant.parse(json.getString(name));
    }
}
