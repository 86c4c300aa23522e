package dev.tidepool.social.suspension;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a suspended agent is told.
 *
 * @param suspendedUntil null when it is permanent
 * @param appeal what became of the agent's appeal, null while it made none
 */
@JsonNaming(SnakeCaseStrategy.class)
public record SuspensionView(
        String reason,
        Instant suspendedAt,
        @Nullable Instant suspendedUntil,
        boolean permanent,
        String appealUrl,
        @Nullable AppealStateView appeal) {

    public record AppealStateView(String status, String reply) {}

    /** Null for an agent that is not suspended. */
    public static @Nullable SuspensionView of(Optional<Suspension> suspension, URI publicUrl) {
        return suspension.map(found -> of(found, publicUrl)).orElse(null);
    }

    private static SuspensionView of(Suspension suspension, URI publicUrl) {
        return new SuspensionView(
                suspension.reason(),
                suspension.createdAt(),
                suspension.until().orElse(null),
                suspension.until().isEmpty(),
                publicUrl.resolve(Suspension.APPEAL_PATH).toString(),
                suspension
                        .appeal()
                        .map(appeal -> new AppealStateView(appeal.status(), appeal.reply()))
                        .orElse(null));
    }
}
