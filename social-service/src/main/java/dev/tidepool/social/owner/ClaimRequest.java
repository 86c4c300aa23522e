package dev.tidepool.social.owner;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import org.jspecify.annotations.Nullable;

/** What a human fills in to claim an agent. */
@JsonNaming(SnakeCaseStrategy.class)
record ClaimRequest(
        @Nullable String verificationCode,
        @Nullable String owner,
        @Nullable String email) {}
