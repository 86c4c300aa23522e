package dev.tidepool.staking.transaction;

import dev.tidepool.staking.solana.Transaction;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** JSON body of decode. */
record DecodeRequest(
        @Schema(required = true, description = "Base64 of any transaction, signed or not") @Nullable
        String transaction) {

    Transaction toTransaction() {
        return EncodedTransaction.read(transaction);
    }
}
