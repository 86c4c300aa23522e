package dev.tidepool.session.session;

import dev.tidepool.kernel.problem.Problem;
import java.time.Duration;
import java.time.Instant;

/** Where a session is in its life. The methods are the only transitions. Pure: the time is given. */
public sealed interface SessionState {

    SessionStatus status();

    /** This state as it is at a time: what is due has happened, whether or not it is marked so yet. */
    SessionState at(Instant now);

    /**
     * Something happened in the session.
     *
     * @throws Problem 409 when it has ended
     */
    Active touched(Instant now, Duration ttl, Duration idleAfter);

    /** @throws Problem 409 from a state that cannot be closed */
    Closed toClosed(Instant now);

    /** @throws Problem 409 when the session takes no more messages */
    void requireOpen();

    /** Takes messages until it expires. */
    sealed interface Open extends SessionState {

        Instant expiresAt();

        @Override
        default Active touched(Instant now, Duration ttl, Duration idleAfter) {
            return new Active(now.plus(idleAfter), now.plus(ttl));
        }

        @Override
        default Closed toClosed(Instant now) {
            return new Closed(now);
        }

        @Override
        default void requireOpen() {}
    }

    /** It has ended, and takes no more messages. */
    sealed interface Ended extends SessionState {

        Instant endedAt();

        Problem problem();

        @Override
        default SessionState at(Instant now) {
            return this;
        }

        @Override
        default Active touched(Instant now, Duration ttl, Duration idleAfter) {
            throw problem();
        }

        @Override
        default void requireOpen() {
            throw problem();
        }
    }

    /** @param idleAt when it falls idle unless it is touched before */
    record Active(Instant idleAt, Instant expiresAt) implements Open {

        @Override
        public SessionStatus status() {
            return SessionStatus.ACTIVE;
        }

        @Override
        public SessionState at(Instant now) {
            return now.isBefore(idleAt) && now.isBefore(expiresAt) ? this : new Idle(idleAt, expiresAt).at(now);
        }
    }

    /** Nobody has touched it for a while. */
    record Idle(Instant since, Instant expiresAt) implements Open {

        @Override
        public SessionStatus status() {
            return SessionStatus.IDLE;
        }

        @Override
        public SessionState at(Instant now) {
            return now.isBefore(expiresAt) ? this : new Expired(expiresAt);
        }
    }

    /** Closed on request. Closing again changes nothing. */
    record Closed(Instant endedAt) implements Ended {

        @Override
        public SessionStatus status() {
            return SessionStatus.CLOSED;
        }

        @Override
        public Closed toClosed(Instant now) {
            return this;
        }

        @Override
        public Problem problem() {
            return Problem.of(
                    SessionError.SESSION_CLOSED, "The session was closed at " + endedAt + ". Create another.");
        }
    }

    /** Its time to live ran out. */
    record Expired(Instant endedAt) implements Ended {

        @Override
        public SessionStatus status() {
            return SessionStatus.EXPIRED;
        }

        @Override
        public Closed toClosed(Instant now) {
            throw problem();
        }

        @Override
        public Problem problem() {
            return Problem.of(SessionError.SESSION_EXPIRED, "The session expired at " + endedAt + ". Create another.");
        }
    }
}
