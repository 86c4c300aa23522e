package dev.tidepool.gateway.socket;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.caller.Tier;
import java.time.Instant;

/**
 * Whose socket it is.
 *
 * @param credential names the credential it was opened with, {@code key:<hash>}, {@code session:<id>} or another
 * @param expiresAt when that credential ends; {@link Instant#MAX} for never
 */
public record SocketOwner(Caller.Member member, String credential, Instant expiresAt) {

    /** The same, but it ends at this time if it would not have ended before. */
    SocketOwner endingAt(Instant end) {
        return end.isBefore(expiresAt) ? new SocketOwner(member, credential, end) : this;
    }

    /** The same in an organisation that is of this tier now. */
    SocketOwner of(Tier tier) {
        Caller.Member moved =
                new Caller.Member(member.subject(), member.organization(), tier, member.roles(), member.scopes());
        return new SocketOwner(moved, credential, expiresAt);
    }

    /** Whether the other is the same caller, with another credential perhaps. */
    public boolean isSameAs(SocketOwner other) {
        return member.subject().equals(other.member.subject())
                && member.organization().equals(other.member.organization());
    }

    /** Whether the caller has the same rights as when the socket was opened; the tier is no right. */
    boolean mayAs(Caller.Member caller) {
        return member.roles().equals(caller.roles()) && member.scopes().equals(caller.scopes());
    }
}
