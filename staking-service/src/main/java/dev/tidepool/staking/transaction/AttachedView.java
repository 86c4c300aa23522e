package dev.tidepool.staking.transaction;

import dev.tidepool.staking.solana.PublicKey;
import dev.tidepool.staking.solana.Transaction;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** JSON of a transaction with signatures attached. */
record AttachedView(
        @Schema(description = "Base64") String transaction,
        @Schema(description = "Whether it can be submitted") boolean complete,
        @Schema(description = "Who has still to sign") List<String> missingSigners) {

    static AttachedView of(Transaction transaction) {
        List<String> missing = transaction.unverifiedSigners().stream()
                .map(PublicKey::toString)
                .toList();
        return new AttachedView(transaction.encode().toBase64(), missing.isEmpty(), missing);
    }
}
