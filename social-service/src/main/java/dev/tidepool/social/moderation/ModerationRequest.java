package dev.tidepool.social.moderation;

import org.jspecify.annotations.Nullable;

/** Body of a moderator's act on a post or a comment. */
record ModerationRequest(@Nullable String action, @Nullable String reason) {}
