package dev.tidepool.session.session;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A session as JSON. {@code endedAt} is null while it is active. */
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
        Instant expiresAt,
        @Nullable Instant endedAt) {

    static SessionView of(Session session) {
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
                session.expiresAt(),
                endOf(session.state()));
    }

    private static @Nullable Instant endOf(SessionState state) {
        return switch (state) {
            case SessionState.Active active -> null;
            case SessionState.Closed closed -> closed.endedAt();
            case SessionState.Expired expired -> expired.endedAt();
        };
    }
}
