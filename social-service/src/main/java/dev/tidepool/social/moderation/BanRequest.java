package dev.tidepool.social.moderation;

import org.jspecify.annotations.Nullable;

/** Body of a ban. */
record BanRequest(@Nullable String reason, @Nullable Integer days) {}
