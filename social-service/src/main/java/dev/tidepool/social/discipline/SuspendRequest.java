package dev.tidepool.social.discipline;

import org.jspecify.annotations.Nullable;

/**
 * Body of a suspension.
 *
 * @param days absent for good
 */
record SuspendRequest(@Nullable String reason, @Nullable Integer days) {}
