package dev.tidepool.gateway.socket;

import dev.tidepool.gateway.auth.Authentication;
import dev.tidepool.kernel.caller.Caller;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Whose socket it is.
 *
 * @param credential names the credential it was opened with, as {@link Authentication.Known} does
 * @param expiresAt when that credential ends; {@link Instant#MAX} for never
 */
public record SocketOwner(Caller.Member member, String credential, Instant expiresAt) {

    public static SocketOwner of(Authentication.Known known) {
        return new SocketOwner(
                known.caller(), known.credential(), known.expiresAt().orElse(Instant.MAX));
    }

    public Authentication.Known toKnown() {
        Optional<Instant> end = expiresAt.equals(Instant.MAX) ? Optional.empty() : Optional.of(expiresAt);
        return new Authentication.Known(member, credential, end, OptionalInt.empty());
    }

    /** The same, but it ends at this time if it would not have ended before. */
    SocketOwner endingAt(Instant end) {
        return end.isBefore(expiresAt) ? new SocketOwner(member, credential, end) : this;
    }

    /** Whether the other is the same caller, with another credential perhaps. */
    public boolean isSameAs(SocketOwner other) {
        return member.subject().equals(other.member.subject())
                && member.organization().equals(other.member.organization());
    }
}
