package dev.tidepool.gateway.identity;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/** A request to become a member: the invitation's token, and the password of the account to be. */
record Acceptance(OpaqueToken token, Password password) {

    @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
    static Acceptance of(
            @JsonProperty("token") @Nullable String token, @JsonProperty("password") @Nullable String password) {
        return new Acceptance(
                OpaqueToken.ofField(OpaqueToken.Kind.INVITATION, "token", token), Password.ofNew("password", password));
    }
}
