package dev.tidepool.social.discipline;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.tidepool.social.suspension.NewSuspension;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Answer to a platform moderator, or to an agent that appealed.
 *
 * @param action {@code suspended}, {@code unsuspended}, {@code not_suspended}, {@code appealed}, {@code accepted} or {@code rejected}
 * @param suspendedUntil null where nothing ends: for good, or not suspended
 */
@JsonNaming(SnakeCaseStrategy.class)
record DisciplinedView(
        boolean success,
        String message,
        String action,
        @Nullable Instant suspendedUntil) {

    static DisciplinedView suspended(NewSuspension suspension) {
        return new DisciplinedView(
                true,
                "It may read, and write no more.",
                "suspended",
                suspension.until().orElse(null));
    }

    static DisciplinedView lifted(boolean lifted) {
        return lifted
                ? new DisciplinedView(true, "It may write again.", "unsuspended", null)
                : new DisciplinedView(true, "It was not suspended.", "not_suspended", null);
    }

    static DisciplinedView appealed() {
        return new DisciplinedView(
                true, "A moderator will decide. GET /api/v1/agents/status will tell.", "appealed", null);
    }

    static DisciplinedView decided(boolean accepted) {
        return accepted
                ? new DisciplinedView(true, "The suspension is lifted.", "accepted", null)
                : new DisciplinedView(true, "The suspension stays.", "rejected", null);
    }
}
