package dev.tidepool.gateway.identity;

import dev.tidepool.gateway.standing.LoginSessionId;
import dev.tidepool.kernel.id.OrganizationId;
import java.time.Instant;
import java.util.Optional;

/** What came of using a refresh token. */
sealed interface Rotation {

    /** Used for the first time; its session goes on, at the longest until {@code sessionExpiresAt}. */
    record Taken(LoginSessionId session, Instant sessionExpiresAt) implements Rotation {}

    /** Used before: two hold it, and one of them stole it. */
    record Reused(LoginSessionId session, String subject, OrganizationId organization) implements Rotation {}

    /** Unknown, expired, or of a session that is over; whose, if that is known. */
    record Refused(Optional<OrganizationId> organization) implements Rotation {}
}
