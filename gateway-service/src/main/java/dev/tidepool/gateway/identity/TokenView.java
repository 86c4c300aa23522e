package dev.tidepool.gateway.identity;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;

/**
 * Tokens as OAuth 2.0 answers with them (RFC 6749, section 5.1).
 *
 * @param expiresIn seconds the access token lives
 * @param refreshToken for one use; the answer to it holds the next
 * @param refreshExpiresIn seconds the refresh token lives
 */
record TokenView(
        @JsonProperty("access_token") String accessToken,
        @JsonProperty("token_type") String tokenType,
        @JsonProperty("expires_in") long expiresIn,
        @JsonProperty("refresh_token") String refreshToken,
        @JsonProperty("refresh_expires_in") long refreshExpiresIn) {

    static TokenView of(String token, Duration lifetime, OpaqueToken refresh, Duration refreshLifetime) {
        return new TokenView(token, "Bearer", lifetime.toSeconds(), refresh.text(), refreshLifetime.toSeconds());
    }

    @Override
    public String toString() {
        return "TokenView";
    }
}
