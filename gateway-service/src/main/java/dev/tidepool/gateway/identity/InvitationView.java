package dev.tidepool.gateway.identity;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * An open invitation as the organisation sees it, without its token.
 *
 * @param invitedBy the subject that made it
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record InvitationView(
        UUID id, String email, String role, Optional<String> invitedBy, Instant createdAt, Instant expiresAt) {

    static InvitationView of(Invitation invitation) {
        return new InvitationView(
                invitation.id().value(),
                invitation.email(),
                invitation.role().wireName(),
                invitation
                        .invitedBy()
                        .map(account -> "account:" + account)
                        .or(() -> invitation.invitedWith().map(key -> "key:" + key)),
                invitation.createdAt(),
                invitation.expiresAt());
    }
}
