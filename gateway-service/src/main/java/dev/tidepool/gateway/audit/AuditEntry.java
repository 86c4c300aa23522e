package dev.tidepool.gateway.audit;

import java.time.Instant;

/** An event of the trail, as it is stored. */
record AuditEntry(AuditEntryId id, Instant time, SecurityEvent event) {}
