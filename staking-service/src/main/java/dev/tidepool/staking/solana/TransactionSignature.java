package dev.tidepool.staking.solana;

import java.util.Arrays;

/** An Ed25519 signature: 64 bytes. The first one of a transaction, in base58, is the transaction's name on the chain. */
public record TransactionSignature(Bytes bytes) {

    public static final int LENGTH = 64;

    /** Holds the place of a signature that is still to be made. */
    public static final TransactionSignature ABSENT = new TransactionSignature(Bytes.of(new byte[LENGTH]));

    public TransactionSignature {
        if (bytes.length() != LENGTH) {
            throw new IllegalArgumentException("a signature has 64 bytes, not " + bytes.length());
        }
    }

    /**
     * Reads base58.
     *
     * @throws IllegalArgumentException when the text is not base58 of exactly 64 bytes
     */
    public static TransactionSignature parse(String base58) {
        if (base58.length() > 88) {
            throw new IllegalArgumentException("a signature has at most 88 characters, not " + base58.length());
        }
        return new TransactionSignature(Bytes.of(Base58.decode(base58)));
    }

    public boolean isAbsent() {
        return Arrays.equals(bytes.toArray(), new byte[LENGTH]);
    }

    /** Base58. */
    @Override
    public String toString() {
        return Base58.encode(bytes.toArray());
    }
}
