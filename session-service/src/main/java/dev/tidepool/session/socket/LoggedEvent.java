package dev.tidepool.session.socket;

import java.time.Instant;

/**
 * An event in its place among its session's.
 *
 * @param sequence its place, from 1, without gaps
 * @param type as in the envelope, {@code subject:verb}
 * @param data as JSON; of a message the message itself
 */
record LoggedEvent(long sequence, String type, Instant time, String data) {

    static final String MESSAGE_CREATED = "message:created";

    static final String SESSION_CLOSED = "session:closed";
}
