package dev.tidepool.gateway.identity;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/** A request for an organisation and the account of its owner. */
record Registration(String organization, EmailAddress email, Password password) {

    @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
    static Registration of(
            @JsonProperty("organization") @Nullable String organization,
            @JsonProperty("email") @Nullable String email,
            @JsonProperty("password") @Nullable String password) {
        return new Registration(
                Organization.requireName("organization", organization),
                EmailAddress.ofField("email", email),
                Password.ofNew("password", password));
    }
}
