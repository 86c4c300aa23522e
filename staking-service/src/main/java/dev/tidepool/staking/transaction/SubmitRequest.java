package dev.tidepool.staking.transaction;

import dev.tidepool.kernel.problem.Problem;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** JSON body of submit. */
record SubmitRequest(
        @Schema(required = true, description = "Base64 of the built transaction with all its signatures") @Nullable
        String transaction,

        @Schema(
                description =
                        "exact (by default): byte by byte what was built. semantic: but for its compute budget, which"
                                + " wallets like to set",
                enumeration = {"exact", "semantic"})
        @Nullable
        String match,

        @Schema(description = "Of which build it is; with semantic only") @Nullable
        String id) {

    Submission toSubmission() {
        if (match == null || match.equals("exact")) {
            return new Submission(SignedTransaction.read(transaction), Optional.empty());
        }
        if (!match.equals("semantic")) {
            throw Problem.invalidField("match", "match must be exact or semantic.");
        }
        return new Submission(SignedTransaction.read(transaction), Optional.of(build()));
    }

    private TransactionId build() {
        if (id == null) {
            throw Problem.invalidField("id", "id is required with semantic: of which build it is.");
        }
        try {
            return TransactionId.fromString(id);
        } catch (IllegalArgumentException noUuid) {
            throw Problem.notFound(TransactionError.TRANSACTION_NOT_FOUND, id);
        }
    }
}
