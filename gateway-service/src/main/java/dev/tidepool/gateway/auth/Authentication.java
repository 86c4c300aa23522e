package dev.tidepool.gateway.auth;

import dev.tidepool.kernel.caller.Caller;

/** What a credential turned out to be. */
public sealed interface Authentication {

    /** No credential was shown. */
    record Absent() implements Authentication {}

    record Known(Caller.Member caller) implements Authentication {}

    /** A credential was shown and is not valid. The reason is for the log only. */
    record Refused(String reason) implements Authentication {}
}
