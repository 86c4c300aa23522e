package dev.tidepool.gateway.identity;

import dev.tidepool.gateway.audit.Origin;
import dev.tidepool.gateway.audit.SecurityEvent;
import dev.tidepool.gateway.audit.Severity;
import java.util.Map;
import java.util.Optional;

/** Entries of the audit trail about accounts. Pure. */
final class IdentityEvents {

    private IdentityEvents() {}

    /** What the account's owner did to it. */
    static SecurityEvent by(
            Account account, String type, Severity severity, Origin origin, Map<String, String> details) {
        return new SecurityEvent(
                type,
                severity,
                Optional.of(account.organization()),
                "account:" + account.id(),
                origin.clientAddress(),
                origin.requestId(),
                details);
    }
}
