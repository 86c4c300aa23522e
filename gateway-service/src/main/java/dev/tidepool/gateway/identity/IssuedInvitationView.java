package dev.tidepool.gateway.identity;

import java.time.Instant;
import java.util.UUID;

/** @param token to be given to the invited person, shown this once */
record IssuedInvitationView(UUID id, String email, String role, Instant createdAt, Instant expiresAt, String token) {

    static IssuedInvitationView of(InvitationService.Issued issued) {
        Invitation invitation = issued.invitation();
        return new IssuedInvitationView(
                invitation.id().value(),
                invitation.email(),
                invitation.role().wireName(),
                invitation.createdAt(),
                invitation.expiresAt(),
                issued.token().text());
    }

    @Override
    public String toString() {
        return "IssuedInvitationView[" + id + "]";
    }
}
