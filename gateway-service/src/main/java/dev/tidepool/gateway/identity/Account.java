package dev.tidepool.gateway.identity;

import dev.tidepool.gateway.standing.AccountId;
import dev.tidepool.kernel.caller.Role;
import dev.tidepool.kernel.id.OrganizationId;
import java.time.Instant;

/** A person who can log in, a member of one organisation. */
record Account(
        AccountId id, OrganizationId organization, String email, String passwordHash, Role role, Instant createdAt) {

    /** The same person in another role. */
    Account as(Role other) {
        return new Account(id, organization, email, passwordHash, other, createdAt);
    }

    @Override
    public String toString() {
        return "Account[" + id + "]";
    }
}
