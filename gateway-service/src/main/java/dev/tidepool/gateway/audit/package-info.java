/** The audit trail: security events of an organisation, append-only, and their reading and export. */
@NullMarked
package dev.tidepool.gateway.audit;

import org.jspecify.annotations.NullMarked;
