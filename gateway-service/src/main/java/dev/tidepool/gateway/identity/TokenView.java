package dev.tidepool.gateway.identity;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;

/** An access token as OAuth 2.0 answers with one (RFC 6749, section 5.1). */
record TokenView(
        @JsonProperty("access_token") String accessToken,
        @JsonProperty("token_type") String tokenType,
        @JsonProperty("expires_in") long expiresIn) {

    static TokenView of(String token, Duration lifetime) {
        return new TokenView(token, "Bearer", lifetime.toSeconds());
    }

    @Override
    public String toString() {
        return "TokenView";
    }
}
