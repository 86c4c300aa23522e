package dev.tidepool.session.session;

import dev.tidepool.kernel.problem.Problem;
import java.time.Instant;

/** Where a session is in its life. The methods are the only transitions. Pure: the time is given. */
public sealed interface SessionState {

    SessionStatus status();

    /** This state as it is at a time: an active session whose time is up has expired, whether or not it is marked so yet. */
    SessionState at(Instant now);

    /** @throws Problem 409 from a state that cannot be closed */
    Closed toClosed(Instant now);

    /** @throws Problem 409 when the session takes no more messages */
    void requireActive();

    /** Takes messages until it expires. */
    record Active(Instant expiresAt) implements SessionState {

        @Override
        public SessionStatus status() {
            return SessionStatus.ACTIVE;
        }

        @Override
        public SessionState at(Instant now) {
            return now.isBefore(expiresAt) ? this : new Expired(expiresAt);
        }

        @Override
        public Closed toClosed(Instant now) {
            return new Closed(now);
        }

        @Override
        public void requireActive() {}
    }

    /** Closed on request. Closing again changes nothing. */
    record Closed(Instant endedAt) implements SessionState {

        @Override
        public SessionStatus status() {
            return SessionStatus.CLOSED;
        }

        @Override
        public SessionState at(Instant now) {
            return this;
        }

        @Override
        public Closed toClosed(Instant now) {
            return this;
        }

        @Override
        public void requireActive() {
            throw Problem.of(SessionError.SESSION_CLOSED, "The session was closed at " + endedAt + ". Create another.");
        }
    }

    /** Its time to live ran out. */
    record Expired(Instant endedAt) implements SessionState {

        @Override
        public SessionStatus status() {
            return SessionStatus.EXPIRED;
        }

        @Override
        public SessionState at(Instant now) {
            return this;
        }

        @Override
        public Closed toClosed(Instant now) {
            throw problem();
        }

        @Override
        public void requireActive() {
            throw problem();
        }

        private Problem problem() {
            return Problem.of(SessionError.SESSION_EXPIRED, "The session expired at " + endedAt + ". Create another.");
        }
    }
}
