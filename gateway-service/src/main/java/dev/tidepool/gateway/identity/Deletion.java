package dev.tidepool.gateway.identity;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/** A request to delete one's organisation: the password again, since it cannot be undone. */
record Deletion(Password password) {

    @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
    static Deletion of(@JsonProperty("password") @Nullable String password) {
        return new Deletion(Password.ofShown("password", password));
    }
}
