package dev.tidepool.staking.transaction;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** JSON of a page of transactions. */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record TransactionPageView(
        List<TransactionView> transactions,
        @Schema(description = "Absent on the last page") Optional<String> nextCursor) {}
