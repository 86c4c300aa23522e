package dev.tidepool.social.submolt;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import org.jspecify.annotations.Nullable;

/** Answer that carries one submolt; clients look for the role at either level. */
@JsonNaming(SnakeCaseStrategy.class)
record SubmoltDetailView(
        boolean success,
        @Nullable String message,
        SubmoltView submolt,
        @Nullable String yourRole) {

    static SubmoltDetailView of(ReadSubmolt read) {
        return new SubmoltDetailView(true, null, SubmoltView.of(read), SubmoltView.roleOf(read));
    }

    static SubmoltDetailView of(ReadSubmolt read, String message) {
        return new SubmoltDetailView(true, message, SubmoltView.of(read), SubmoltView.roleOf(read));
    }
}
