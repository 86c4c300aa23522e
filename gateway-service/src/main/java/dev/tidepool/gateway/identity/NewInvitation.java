package dev.tidepool.gateway.identity;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tidepool.kernel.caller.Role;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A request to invite somebody. */
record NewInvitation(
        EmailAddress email,

        @Schema(
                implementation = String.class,
                enumeration = {"owner", "admin", "member", "readonly"})
        Role role) {

    @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
    static NewInvitation of(
            @JsonProperty("email") @Nullable String email, @JsonProperty("role") @Nullable String role) {
        return new NewInvitation(EmailAddress.ofField("email", email), MemberRules.requireRole("role", role));
    }
}
