package dev.tidepool.staking.solana;

import java.util.Collections;
import java.util.List;

/** A message with the signatures of its required signers, in their order; {@code messageBytes} is what they signed. */
public record Transaction(List<TransactionSignature> signatures, Message message, Bytes messageBytes) {

    /** What fits a packet; the chain takes nothing longer. */
    public static final int MAX_LENGTH = 1232;

    public Transaction {
        signatures = List.copyOf(signatures);
        if (signatures.size() != message.header().requiredSignatures()) {
            throw new IllegalArgumentException("%d signatures for %d signers"
                    .formatted(signatures.size(), message.header().requiredSignatures()));
        }
    }

    /**
     * The transaction a wallet is to sign: zeros where signatures go.
     *
     * @throws IllegalArgumentException when it is longer than 1232 bytes
     */
    public static Transaction unsigned(Message message) {
        List<TransactionSignature> absent =
                Collections.nCopies(message.header().requiredSignatures(), TransactionSignature.ABSENT);
        Transaction transaction = new Transaction(absent, message, message.encode());
        int length = transaction.length();
        if (length > MAX_LENGTH) {
            throw new IllegalArgumentException("a transaction has at most 1232 bytes, not " + length);
        }
        return transaction;
    }

    /** Strict: see {@link TransactionDecoder}. */
    public static Transaction decode(byte[] bytes) {
        return TransactionDecoder.decode(bytes);
    }

    public Bytes encode() {
        ByteWriter out = new ByteWriter(length()).compactU16(signatures.size());
        signatures.forEach(signature -> out.bytes(signature.bytes()));
        return out.bytes(messageBytes).toBytes();
    }

    private int length() {
        int count = signatures.size();
        return CompactU16.length(count) + count * TransactionSignature.LENGTH + messageBytes.length();
    }

    /** SHA-256 of the signed bytes. */
    public Bytes messageHash() {
        return messageBytes.sha256();
    }

    /** The fee payer's signature: the transaction's name on the chain. */
    public TransactionSignature id() {
        return signatures.getFirst();
    }

    /** Signers whose signature is missing or does not fit the message. */
    public List<PublicKey> unverifiedSigners() {
        List<PublicKey> signers = message.requiredSigners();
        byte[] signed = messageBytes.toArray();
        return signers.stream()
                .filter(signer -> !Ed25519.verify(signer, signed, signatures.get(signers.indexOf(signer))))
                .toList();
    }
}
