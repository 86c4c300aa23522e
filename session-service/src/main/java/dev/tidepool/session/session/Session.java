package dev.tidepool.session.session;

import dev.tidepool.kernel.id.OrganizationId;
import java.time.Duration;
import java.time.Instant;

/**
 * A conversation of one organisation, with an end in time.
 *
 * @param ttl how long it lives after it was last touched
 * @param messageCount messages stored, and the sequence number of the last one
 * @param touchedAt when something last happened in it: its creation, a message, a change, a touch
 * @param expiresAt when it expires unless it is touched before, or would have
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
        Instant touchedAt,
        Instant expiresAt) {

    static Session begin(
            SessionId id,
            OrganizationId organization,
            SessionSettings settings,
            Duration ttl,
            Duration idleAfter,
            Instant now) {
        SessionState.Active active = new SessionState.Active(now.plus(idleAfter), now.plus(ttl));
        return new Session(id, organization, settings, active, ttl, 0, now, now, now, active.expiresAt());
    }

    /** The session as it is at a time: idle or expired once it is due. */
    Session at(Instant now) {
        return new Session(
                id,
                organization,
                settings,
                state.at(now),
                ttl,
                messageCount,
                createdAt,
                updatedAt,
                touchedAt,
                expiresAt);
    }

    /** @throws dev.tidepool.kernel.problem.Problem 409 when it has ended */
    Session touched(Instant now, Duration idleAfter) {
        return changed(settings, ttl, now, idleAfter);
    }

    /**
     * With other settings, and touched.
     *
     * @throws dev.tidepool.kernel.problem.Problem 409 when it has ended
     */
    Session changed(SessionSettings wanted, Duration wantedTtl, Instant now, Duration idleAfter) {
        SessionState.Active active = state.touched(now, wantedTtl, idleAfter);
        return new Session(
                id, organization, wanted, active, wantedTtl, messageCount, createdAt, now, now, active.expiresAt());
    }

    /** @throws dev.tidepool.kernel.problem.Problem 409 from a state that cannot be closed */
    Session toClosed(Instant now) {
        return new Session(
                id,
                organization,
                settings,
                state.toClosed(now),
                ttl,
                messageCount,
                createdAt,
                now,
                touchedAt,
                expiresAt);
    }
}
