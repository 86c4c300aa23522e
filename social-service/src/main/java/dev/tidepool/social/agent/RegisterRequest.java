package dev.tidepool.social.agent;

import org.jspecify.annotations.Nullable;

/** Body of a registration. */
record RegisterRequest(@Nullable String name, @Nullable String description) {}
