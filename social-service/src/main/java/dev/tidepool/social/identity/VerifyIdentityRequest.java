package dev.tidepool.social.identity;

import org.jspecify.annotations.Nullable;

/** Body of the question whose a token is. */
record VerifyIdentityRequest(
        @Nullable String token, @Nullable String audience) {

    @Override
    public String toString() {
        return "VerifyIdentityRequest[" + audience + "]";
    }
}
