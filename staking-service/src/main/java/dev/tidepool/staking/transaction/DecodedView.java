package dev.tidepool.staking.transaction;

import dev.tidepool.staking.solana.PublicKey;
import dev.tidepool.staking.solana.Transaction;
import dev.tidepool.staking.solana.TransactionSignature;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** JSON of a transaction taken apart. */
record DecodedView(
        @Schema(description = "legacy or 0") String version,

        @Schema(description = "SHA-256 of the message that is signed, hex")
        String messageHash,

        @Schema(description = "Of the whole, of 1232 at most")
        int bytes,

        String feePayer,
        String blockhash,
        List<SignerView> signers,
        List<InstructionView> instructions) {

    record SignerView(
            String address,

            @Schema(description = "missing, valid or invalid")
            String signature) {}

    static DecodedView of(Transaction transaction) {
        return new DecodedView(
                transaction.message().version().label(),
                transaction.messageHash().toHex(),
                transaction.encode().length(),
                transaction.message().feePayer().toString(),
                transaction.message().blockhash().toString(),
                signers(transaction),
                InstructionView.of(transaction.message()));
    }

    private static List<SignerView> signers(Transaction transaction) {
        List<PublicKey> signers = transaction.message().requiredSigners();
        Set<PublicKey> unverified = Set.copyOf(transaction.unverifiedSigners());
        return IntStream.range(0, signers.size())
                .mapToObj(place -> new SignerView(
                        signers.get(place).toString(),
                        signature(transaction.signatures().get(place), unverified.contains(signers.get(place)))))
                .toList();
    }

    private static String signature(TransactionSignature signature, boolean unverified) {
        if (signature.isAbsent()) {
            return "missing";
        }
        return unverified ? "invalid" : "valid";
    }
}
