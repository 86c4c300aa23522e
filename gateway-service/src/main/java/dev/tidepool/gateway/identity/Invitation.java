package dev.tidepool.gateway.identity;

import dev.tidepool.gateway.apikey.ApiKeyId;
import dev.tidepool.gateway.standing.AccountId;
import dev.tidepool.kernel.caller.Role;
import dev.tidepool.kernel.id.OrganizationId;
import java.time.Instant;
import java.util.Optional;

/**
 * An offer of membership to whoever holds its token.
 *
 * @param invitedBy the account that made it, if one did
 * @param invitedWith the key it was made with, if it was: revoked, it is worth nothing
 */
record Invitation(
        InvitationId id,
        OrganizationId organization,
        String email,
        Role role,
        Optional<AccountId> invitedBy,
        Optional<ApiKeyId> invitedWith,
        Instant createdAt,
        Instant expiresAt) {}
