package dev.tidepool.staking.agent;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tidepool.staking.transaction.TransactionView;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** JSON of what was submitted. */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record SubmittedView(
        UUID id,
        @Schema(description = "On which it is") String cluster,
        Optional<String> signature,

        @Schema(description = "submitted, processed, confirmed, finalized or failed")
        String status,

        Optional<Long> slot) {

    static SubmittedView of(TransactionView view) {
        return new SubmittedView(view.id(), view.cluster(), view.signature(), view.state(), view.slot());
    }
}
