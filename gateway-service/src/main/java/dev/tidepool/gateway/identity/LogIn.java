package dev.tidepool.gateway.identity;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/** A request to log in. */
record LogIn(EmailAddress email, Password password) {

    @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
    static LogIn of(
            @JsonProperty("email") @Nullable String email, @JsonProperty("password") @Nullable String password) {
        return new LogIn(EmailAddress.ofField("email", email), Password.ofShown("password", password));
    }
}
