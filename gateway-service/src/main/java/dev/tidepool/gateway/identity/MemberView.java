package dev.tidepool.gateway.identity;

import java.time.Instant;
import java.util.UUID;

/** A member as the others of its organisation see it. */
record MemberView(UUID id, String email, String role, Instant createdAt) {

    static MemberView of(Account account) {
        return new MemberView(
                account.id().value(), account.email(), account.role().wireName(), account.createdAt());
    }
}
