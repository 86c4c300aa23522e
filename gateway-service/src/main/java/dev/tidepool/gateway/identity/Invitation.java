package dev.tidepool.gateway.identity;

import dev.tidepool.gateway.standing.AccountId;
import dev.tidepool.kernel.caller.Role;
import dev.tidepool.kernel.id.OrganizationId;
import java.time.Instant;
import java.util.Optional;

/**
 * An offer of membership to whoever holds its token.
 *
 * @param invitedBy the account that made it; empty when a key did
 */
record Invitation(
        InvitationId id,
        OrganizationId organization,
        String email,
        Role role,
        Optional<AccountId> invitedBy,
        Instant createdAt,
        Instant expiresAt) {}
