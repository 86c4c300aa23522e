package dev.tidepool.social.owner;

import org.jspecify.annotations.Nullable;

/** Body by which an agent names its owner's address. */
record OwnerEmailRequest(@Nullable String email) {}
