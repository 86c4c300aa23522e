package dev.tidepool.social.discipline;

import org.jspecify.annotations.Nullable;

/** Body of an appeal. */
record AppealRequest(@Nullable String text) {}
