package dev.tidepool.social.identity;

import org.jspecify.annotations.Nullable;

/** Body of a request for a token. */
record IdentityTokenRequest(@Nullable String audience) {}
