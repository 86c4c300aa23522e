package dev.tidepool.session.message;

import dev.tidepool.session.session.SessionId;
import java.time.Instant;

/**
 * A message in its place.
 *
 * @param sequence its place in the session, from 1, without gaps
 */
public record Message(MessageId id, SessionId session, long sequence, MessageDraft draft, Instant createdAt) {}
