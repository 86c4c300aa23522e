package dev.tidepool.staking.solana;

/** Bytes that are not one canonical transaction; the message says where they stop being one. */
public final class MalformedTransactionException extends RuntimeException {

    public MalformedTransactionException(String message) {
        super(message);
    }
}
