package dev.tidepool.staking.agent;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** JSON body of a submit. */
record SubmitBody(
        @Schema(description = "Base64 of the built transaction with all its signatures") @Nullable
        String signedTransaction,

        @Schema(description = "The same") @Nullable String transaction) {

    @Nullable
    String signed() {
        return signedTransaction == null ? transaction : signedTransaction;
    }
}
