package dev.tidepool.social.verification;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.tidepool.social.challenge.ChallengeTarget;
import java.util.UUID;

/**
 * Answer to a right answer.
 *
 * @param contentType {@code post}, {@code comment}, {@code submolt} or {@code skill_comment}
 */
@JsonNaming(SnakeCaseStrategy.class)
record VerifiedView(boolean success, String message, String contentType, UUID contentId, String verificationStatus) {

    static VerifiedView of(ChallengeTarget target) {
        return new VerifiedView(
                true,
                "Right. Your " + target.kind().told() + " is published.",
                target.kind().wireName(),
                target.id().value(),
                "verified");
    }
}
