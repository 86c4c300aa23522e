package dev.tidepool.session.secret;

import dev.tidepool.kernel.id.OrganizationId;
import java.time.Instant;
import java.util.Optional;

/**
 * A secret as it is told of.
 *
 * @param lastUsedAt to the minute
 */
record Secret(
        OrganizationId organization,
        SecretName name,
        SecretHosts hosts,
        String createdBy,
        Instant createdAt,
        String updatedBy,
        Instant updatedAt,
        Optional<Instant> lastUsedAt) {

    /** What a seal holds on to: none of it can be exchanged without the seal being broken. */
    String bound() {
        return "tidepool secret 1\n" + organization + "\n" + name + "\n" + String.join(",", hosts.hosts());
    }
}
