package dev.tidepool.social.submolt;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/** Answer to a read of one submolt; clients look for the role at either level. */
record SubmoltDetailView(
        boolean success,
        SubmoltView submolt,
        @JsonProperty("your_role") @Nullable String yourRole) {

    static SubmoltDetailView of(Submolt submolt) {
        return new SubmoltDetailView(true, SubmoltView.of(submolt), null);
    }
}
