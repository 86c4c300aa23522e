package dev.tidepool.gateway.identity;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/** A request to change one's own password. */
record PasswordChange(Password currentPassword, Password newPassword) {

    @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
    static PasswordChange of(
            @JsonProperty("currentPassword") @Nullable String current,
            @JsonProperty("newPassword") @Nullable String replacement) {
        return new PasswordChange(
                Password.ofShown("currentPassword", current), Password.ofNew("newPassword", replacement));
    }
}
