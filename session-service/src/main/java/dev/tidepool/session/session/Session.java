package dev.tidepool.session.session;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * A conversation of one organisation, with an end in time.
 *
 * @param messageCount messages stored, and the sequence number of the last one
 */
public record Session(
        UUID id,
        UUID organization,
        SessionSettings settings,
        SessionState state,
        Duration ttl,
        long messageCount,
        Instant createdAt,
        Instant updatedAt) {

    static Session begin(UUID id, UUID organization, SessionSettings settings, Duration ttl, Instant now) {
        return new Session(
                id, organization, settings, new SessionState.Active(now.plus(ttl)), ttl, 0, now, now);
    }

    /** When it expires, or would have. */
    Instant expiresAt() {
        return createdAt.plus(ttl);
    }

    Session in(SessionState next, Instant now) {
        return new Session(id, organization, settings, next, ttl, messageCount, createdAt, now);
    }
}
