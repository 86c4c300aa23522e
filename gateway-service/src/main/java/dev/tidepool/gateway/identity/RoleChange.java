package dev.tidepool.gateway.identity;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tidepool.kernel.caller.Role;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A request to make a member something else. */
record RoleChange(
        @Schema(
                implementation = String.class,
                enumeration = {"owner", "admin", "member", "readonly"})
        Role role) {

    @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
    static RoleChange of(@JsonProperty("role") @Nullable String role) {
        return new RoleChange(MemberRules.requireRole("role", role));
    }
}
