package dev.tidepool.session.message;

import java.time.Instant;
import java.util.UUID;

/**
 * A message in its place.
 *
 * @param sequence its place in the session, from 1, without gaps
 */
public record Message(UUID id, UUID session, long sequence, MessageDraft draft, Instant createdAt) {}
