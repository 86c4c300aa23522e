package dev.tidepool.staking.transaction;

import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.staking.solana.PublicKey;
import dev.tidepool.staking.solana.Transaction;
import dev.tidepool.staking.solana.TransactionSignature;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** JSON body of attach-signatures. */
record AttachRequest(
        @Schema(required = true, description = "Base64 of the transaction, unsigned or signed in part") @Nullable
        String transaction,

        @Schema(required = true, description = "Made elsewhere over the transaction's message") @Nullable
        List<Detached> signatures) {

    /** A signature apart from what it signs. */
    record Detached(
            @Schema(required = true, description = "Address of the signer") @Nullable
            String signer,

            @Schema(required = true, description = "Base58") @Nullable
            String signature) {}

    /**
     * The transaction with the signatures in their places.
     *
     * @throws Problem 400 when something is no address, no signature, or not a signer of this transaction; 422 when a
     *     signature does not fit the message
     */
    Transaction toTransaction() {
        Transaction given = EncodedTransaction.read(transaction);
        if (signatures == null || signatures.isEmpty()) {
            throw Problem.invalidField("signatures", "Give at least one signature.");
        }
        List<PublicKey> signers = given.message().requiredSigners();
        List<TransactionSignature> attached = new ArrayList<>(given.signatures());
        for (Detached detached : signatures) {
            PublicKey signer = parse("signatures.signer", detached.signer(), PublicKey::parse);
            int place = signers.indexOf(signer);
            if (place < 0) {
                throw Problem.invalidField("signatures.signer", signer + " is no signer of this transaction.");
            }
            attached.set(place, parse("signatures.signature", detached.signature(), TransactionSignature::parse));
        }
        Transaction whole = new Transaction(attached, given.message(), given.messageBytes());
        requireFitting(whole);
        return whole;
    }

    private static void requireFitting(Transaction transaction) {
        List<PublicKey> signers = transaction.message().requiredSigners();
        List<String> wrong = transaction.unverifiedSigners().stream()
                .filter(signer ->
                        !transaction.signatures().get(signers.indexOf(signer)).isAbsent())
                .map(PublicKey::toString)
                .toList();
        if (!wrong.isEmpty()) {
            throw Problem.of(
                            TransactionError.INVALID_SIGNATURE,
                            "Sign the message exactly as it was built: the bytes after the signatures.")
                    .with("field", "signatures")
                    .with("signers", wrong);
        }
    }

    private static <T> T parse(String field, @Nullable String text, Function<String, T> parser) {
        if (text == null) {
            throw Problem.invalidField(field, field + " is required.");
        }
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException refused) {
            throw Problem.invalidField(field, field + ": " + refused.getMessage() + ".");
        }
    }
}
