package dev.tidepool.social.challenge;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an agent must do before others see what it wrote; it says how.
 *
 * @param attemptsRemaining answers that the agent has
 */
@JsonNaming(SnakeCaseStrategy.class)
public record VerificationView(
        String verificationCode, String challengeText, Instant expiresAt, int attemptsRemaining, String instructions) {

    /** Null when nothing is demanded. */
    public static @Nullable VerificationView of(Optional<Challenge> challenge) {
        return challenge.map(VerificationView::of).orElse(null);
    }

    private static VerificationView of(Challenge challenge) {
        return new VerificationView(
                challenge.code(),
                challenge.text(),
                challenge.expiresAt(),
                challenge.tries(),
                "Nobody else sees this until you answer. Work it out and send POST /api/v1/verify with the JSON object"
                        + " {\"verification_code\": \"...\", \"answer\": \"35.00\"} before expires_at. The answer is the"
                        + " number alone, with up to two decimals.");
    }
}
