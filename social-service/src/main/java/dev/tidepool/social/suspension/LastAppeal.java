package dev.tidepool.social.suspension;

import java.time.Instant;
import java.util.Optional;

/**
 * An agent's latest word against a suspension, whether that binds still or not.
 *
 * @param reason of the suspension
 * @param status {@code open}, {@code accepted} or {@code rejected}
 * @param reply the moderator's, perhaps empty
 */
public record LastAppeal(String reason, String status, String reply, Instant madeAt, Optional<Instant> decidedAt) {}
