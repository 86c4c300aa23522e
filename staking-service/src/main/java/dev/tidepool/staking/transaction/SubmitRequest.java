package dev.tidepool.staking.transaction;

import dev.tidepool.kernel.problem.Problem;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** JSON body of submit. */
record SubmitRequest(
        @Schema(required = true, description = "Base64 of the built transaction with all its signatures") @Nullable
        String transaction) {

    SignedTransaction toSigned() {
        if (transaction == null) {
            throw Problem.invalidField("transaction", "transaction is required.");
        }
        return SignedTransaction.read(transaction);
    }
}
