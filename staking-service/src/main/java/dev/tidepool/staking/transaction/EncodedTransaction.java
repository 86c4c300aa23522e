package dev.tidepool.staking.transaction;

import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.staking.solana.MalformedBytesException;
import dev.tidepool.staking.solana.Transaction;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Reads base64 of one transaction, strictly. */
final class EncodedTransaction {

    /** Base64 of 1232 bytes. */
    private static final int MAX_TEXT = 1644;

    private EncodedTransaction() {}

    /**
     * The transaction, signed or not.
     *
     * @throws Problem 400 when the text is missing or not one transaction
     */
    static Transaction read(@Nullable String base64) {
        if (base64 == null) {
            throw Problem.invalidField("transaction", "transaction is required.");
        }
        if (base64.length() > MAX_TEXT) {
            throw malformed("longer than 1232 bytes");
        }
        try {
            return Transaction.decode(Base64.getDecoder().decode(base64));
        } catch (MalformedBytesException refused) {
            throw malformed(String.valueOf(refused.getMessage()));
        } catch (IllegalArgumentException notBase64) {
            throw malformed("not base64");
        }
    }

    private static Problem malformed(String reason) {
        return Problem.of(
                        TransactionError.MALFORMED_TRANSACTION,
                        "transaction must be the base64 of one transaction: " + reason + ".")
                .with("field", "transaction");
    }
}
