package dev.tidepool.gateway.identity;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/** A refresh token: to be exchanged for new tokens, or whose session is to end. */
record RefreshRequest(@JsonProperty("refresh_token") OpaqueToken token) {

    @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
    static RefreshRequest of(@JsonProperty("refresh_token") @Nullable String token) {
        return new RefreshRequest(OpaqueToken.ofField(OpaqueToken.Kind.REFRESH, "refresh_token", token));
    }
}
