package dev.tidepool.social.skillcomment;

import org.jspecify.annotations.Nullable;

/** Body of a new comment. */
record SkillCommentRequest(@Nullable String content) {}
