package dev.tidepool.gateway.auth;

import dev.tidepool.kernel.caller.Caller;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** What a credential turned out to be. */
public sealed interface Authentication {

    /** No credential was shown. */
    record Absent() implements Authentication {}

    /**
     * A valid credential.
     *
     * @param credential names the credential itself, not whose it is, and tells nothing of it: {@code key:<hash>} for a text of
     *     an API key (as {@link dev.tidepool.gateway.apikey.KeyEnds} names it), {@code session:<id>} for an access token (as
     *     {@link dev.tidepool.gateway.standing.StandingChange.SessionEnded} names it), the subject for another issuer's
     * @param expiresAt when it stops, as far as it is known now
     * @param perMinute the credential's own limit of requests, besides the organisation's
     */
    record Known(Caller.Member caller, String credential, Optional<Instant> expiresAt, OptionalInt perMinute)
            implements Authentication {}

    /** A credential was shown and is not valid. The reason is for the log only. */
    record Refused(String reason) implements Authentication {}

    /** A token of ours was shown that was good once: nobody guesses such. The reason is for the log only. */
    record Over(String reason) implements Authentication {}

    /** A credential was shown, and its sender has shown too many that are not valid. */
    record Throttled(Duration retryAfter) implements Authentication {}
}
