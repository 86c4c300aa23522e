package dev.tidepool.staking.transaction;

import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.staking.solana.PublicKey;
import dev.tidepool.staking.solana.Transaction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A transaction whose every signature was verified. */
record SignedTransaction(Transaction transaction) {

    SignedTransaction {
        List<PublicKey> unverified = transaction.unverifiedSigners();
        if (!unverified.isEmpty()) {
            throw Problem.of(
                            TransactionError.INVALID_SIGNATURE,
                            "Sign the message exactly as it was built, with every required signer, then submit.")
                    .with("field", "transaction")
                    .with(
                            "signers",
                            unverified.stream().map(PublicKey::toString).toList());
        }
    }

    /**
     * Reads base64, strictly.
     *
     * @throws Problem 400 when the text is not one transaction, 422 when a signature is missing or does not fit
     */
    static SignedTransaction read(@Nullable String base64) {
        return new SignedTransaction(EncodedTransaction.read(base64));
    }
}
