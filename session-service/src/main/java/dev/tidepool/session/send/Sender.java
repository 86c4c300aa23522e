package dev.tidepool.session.send;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.session.session.SessionId;
import java.time.Instant;
import java.util.Optional;

/**
 * Somebody's permission to speak to a session.
 *
 * @param receiver in whose name the session answers another organisation; his is the session's organisation
 * @param sender the session that may speak; empty until the other organisation accepts and names it
 */
record Sender(
        SenderId id,
        SessionId session,
        Caller.Member receiver,
        OrganizationId senderOrganization,
        Optional<SessionId> sender,
        Instant createdAt,
        Optional<Instant> acceptedAt) {

    OrganizationId organization() {
        return receiver.organization();
    }

    boolean isOfAnotherOrganization() {
        return !organization().equals(senderOrganization);
    }
}
