package dev.tidepool.social.identity;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Answer that shows an identity token.
 *
 * @param expiresIn in seconds
 */
@JsonNaming(SnakeCaseStrategy.class)
record IdentityTokenView(
        boolean success,
        String identityToken,
        long expiresIn,
        Instant expiresAt,
        @Nullable String audience) {

    static IdentityTokenView of(IdentityToken token, Duration lifetime) {
        return new IdentityTokenView(
                true,
                token.text(),
                lifetime.toSeconds(),
                token.expiresAt(),
                token.audience().orElse(null));
    }

    @Override
    public String toString() {
        return "IdentityTokenView[" + expiresAt + "]";
    }
}
