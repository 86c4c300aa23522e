package dev.tidepool.gateway.audit;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An entry as it is shown. */
@Schema(name = "AuditEntry", description = "A security event of the organisation")
record AuditEntryView(
        UUID id,
        Instant time,

        @Schema(description = "noun.verb", examples = "key.revoked")
        String type,

        @Schema(description = "info, warning or critical", examples = "info")
        String severity,

        @Schema(description = "Who did it: a subject, anonymous or system", examples = "account:<uuid>")
        String actor,

        @Schema(description = "Where the request came from; - if there was none")
        String clientAddress,

        String requestId,
        Map<String, String> details) {

    static AuditEntryView of(AuditEntry entry) {
        SecurityEvent event = entry.event();
        return new AuditEntryView(
                entry.id().value(),
                entry.time(),
                event.type(),
                event.severity().wireName(),
                event.actor(),
                event.clientAddress(),
                event.requestId(),
                new TreeMap<>(event.details()));
    }
}
