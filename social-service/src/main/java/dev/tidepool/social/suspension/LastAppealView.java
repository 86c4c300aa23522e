package dev.tidepool.social.suspension;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What became of an agent's latest appeal. It stays when the suspension is over: an appeal that is accepted ends it.
 *
 * @param reason of the suspension
 * @param status {@code open}, {@code accepted} or {@code rejected}
 * @param reply the moderator's, perhaps empty
 * @param decidedAt null while nobody decided
 */
@JsonNaming(SnakeCaseStrategy.class)
public record LastAppealView(
        String reason,
        String status,
        String reply,
        Instant madeAt,
        @Nullable Instant decidedAt) {

    /** Null for an agent that never made one. */
    public static @Nullable LastAppealView of(Optional<LastAppeal> appeal) {
        return appeal.map(made -> new LastAppealView(
                        made.reason(),
                        made.status(),
                        made.reply(),
                        made.madeAt(),
                        made.decidedAt().orElse(null)))
                .orElse(null);
    }
}
