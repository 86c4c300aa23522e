package dev.tidepool.gateway.socket;

import dev.tidepool.gateway.auth.Authentication;
import dev.tidepool.kernel.caller.Caller;
import java.time.Instant;

/**
 * Whose socket it is.
 *
 * @param credential names the credential it was opened with, for its revocation
 * @param expiresAt when that credential ends; {@link Instant#MAX} for never
 */
public record SocketOwner(Caller.Member member, String credential, Instant expiresAt) {

    public static SocketOwner of(Authentication.Known known) {
        return new SocketOwner(known.caller(), known.caller().subject(), Instant.MAX);
    }

    public Authentication.Known toKnown() {
        return new Authentication.Known(member);
    }

    /** Whether the other is the same caller, with another credential perhaps. */
    public boolean isSameAs(SocketOwner other) {
        return member.subject().equals(other.member.subject())
                && member.organization().equals(other.member.organization());
    }
}
