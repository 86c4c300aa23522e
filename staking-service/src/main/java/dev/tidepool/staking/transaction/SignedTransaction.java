package dev.tidepool.staking.transaction;

import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.staking.solana.MalformedBytesException;
import dev.tidepool.staking.solana.PublicKey;
import dev.tidepool.staking.solana.Transaction;
import java.util.Base64;
import java.util.List;

/** A transaction whose every signature was verified. */
record SignedTransaction(Transaction transaction) {

    /** Base64 of 1232 bytes. */
    private static final int MAX_TEXT = 1644;

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
    static SignedTransaction read(String base64) {
        if (base64.length() > MAX_TEXT) {
            throw malformed("longer than 1232 bytes");
        }
        try {
            return new SignedTransaction(Transaction.decode(Base64.getDecoder().decode(base64)));
        } catch (MalformedBytesException refused) {
            throw malformed(String.valueOf(refused.getMessage()));
        } catch (IllegalArgumentException notBase64) {
            throw malformed("not base64");
        }
    }

    private static Problem malformed(String reason) {
        return Problem.of(
                        TransactionError.MALFORMED_TRANSACTION,
                        "transaction must be the base64 of one signed transaction: " + reason + ".")
                .with("field", "transaction");
    }
}
