package dev.tidepool.session.session;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A session as JSON.
 *
 * @param endedAt null while it is open
 * @param messages its newest messages, oldest of them first; absent unless asked for
 */
record SessionView(
        UUID id,
        String status,
        String channel,
        String model,
        String thinking,
        @Nullable String systemPrompt,
        Map<String, Object> metadata,
        @Nullable String label,
        long ttlSeconds,
        long messageCount,
        Instant createdAt,
        Instant updatedAt,
        Instant touchedAt,
        Instant expiresAt,
        @Nullable Instant endedAt,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<?> messages) {

    static SessionView of(Session session) {
        return of(session, null);
    }

    static SessionView of(Session session, @Nullable List<?> messages) {
        SessionSettings settings = session.settings();
        return new SessionView(
                session.id().value(),
                session.state().status().wireName(),
                settings.channel(),
                settings.model(),
                settings.thinking().wireName(),
                settings.systemPrompt().orElse(null),
                settings.metadata().getMap(),
                settings.label().orElse(null),
                session.ttl().toSeconds(),
                session.messageCount(),
                session.createdAt(),
                session.updatedAt(),
                session.touchedAt(),
                session.expiresAt(),
                endOf(session.state()),
                messages);
    }

    private static @Nullable Instant endOf(SessionState state) {
        return switch (state) {
            case SessionState.Open open -> null;
            case SessionState.Ended ended -> ended.endedAt();
        };
    }
}
