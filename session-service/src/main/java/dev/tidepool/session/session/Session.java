package dev.tidepool.session.session;

import dev.tidepool.kernel.id.OrganizationId;
import java.time.Duration;
import java.time.Instant;

/**
 * A conversation of one organisation, with an end in time.
 *
 * @param messageCount messages stored, and the sequence number of the last one
 * @param expiresAt when it expires, or would have
 */
public record Session(
        SessionId id,
        OrganizationId organization,
        SessionSettings settings,
        SessionState state,
        Duration ttl,
        long messageCount,
        Instant createdAt,
        Instant updatedAt,
        Instant expiresAt) {

    static Session begin(
            SessionId id, OrganizationId organization, SessionSettings settings, Duration ttl, Instant now) {
        Instant end = now.plus(ttl);
        return new Session(id, organization, settings, new SessionState.Active(end), ttl, 0, now, now, end);
    }

    /** The session as it is at a time: expired once its time is up. */
    Session at(Instant now) {
        return in(state.at(now), updatedAt);
    }

    /** @throws dev.tidepool.kernel.problem.Problem 409 from a state that cannot be closed */
    Session toClosed(Instant now) {
        return in(state.toClosed(now), now);
    }

    private Session in(SessionState next, Instant updated) {
        return new Session(id, organization, settings, next, ttl, messageCount, createdAt, updated, expiresAt);
    }
}
