package dev.tidepool.staking.transaction;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** JSON body of submit. */
record SubmitRequest(
        @Schema(required = true, description = "Base64 of the built transaction with all its signatures") @Nullable
        String transaction) {

    SignedTransaction toSigned() {
        return SignedTransaction.read(transaction);
    }
}
