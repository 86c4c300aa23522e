package dev.tidepool.social.skill;

import org.jspecify.annotations.Nullable;

/** @param rating 0 to 5 */
record RatingRequest(@Nullable Integer rating) {}
