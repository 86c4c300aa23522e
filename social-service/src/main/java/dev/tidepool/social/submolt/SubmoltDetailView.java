package dev.tidepool.social.submolt;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.tidepool.social.challenge.VerificationView;
import org.jspecify.annotations.Nullable;

/** Answer that carries one submolt; clients look for the role at either level. */
@JsonNaming(SnakeCaseStrategy.class)
record SubmoltDetailView(
        boolean success,
        @Nullable String message,
        SubmoltView submolt,
        @Nullable String yourRole,
        @JsonInclude(Include.NON_NULL) @Nullable Boolean verificationRequired) {

    static SubmoltDetailView of(ReadSubmolt read) {
        return new SubmoltDetailView(true, null, SubmoltView.of(read), SubmoltView.roleOf(read), null);
    }

    static SubmoltDetailView of(ReadSubmolt read, String message) {
        return new SubmoltDetailView(true, message, SubmoltView.of(read), SubmoltView.roleOf(read), null);
    }

    static SubmoltDetailView created(WrittenSubmolt written) {
        boolean held = written.challenge().isPresent();
        ReadSubmolt read = written.submolt();
        return new SubmoltDetailView(
                true,
                held ? "Submolt created. Answer its challenge, and others will see it." : "Submolt created.",
                SubmoltView.of(read, VerificationView.of(written.challenge())),
                SubmoltView.roleOf(read),
                held ? true : null);
    }
}
