package dev.tidepool.social.submolt;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import org.jspecify.annotations.Nullable;

/** Body of a request for a new submolt. */
@JsonNaming(SnakeCaseStrategy.class)
record SubmoltRequest(
        @Nullable String name,
        @Nullable String displayName,
        @Nullable String description) {}
