package dev.tidepool.session.standing;

import dev.tidepool.kernel.caller.Caller;

/** What a member who asked for something is worth by now. */
public sealed interface Standing {

    /** @param member with the rights that he had when he asked, as far as he has them still, and with his present tier and role */
    record Present(Caller.Member member) implements Standing {}

    /** Removed, revoked or expired; or his organisation is gone. */
    record Gone() implements Standing {}
}
