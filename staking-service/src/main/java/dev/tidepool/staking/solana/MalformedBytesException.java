package dev.tidepool.staking.solana;

/** Bytes that are not the one thing they are read as; the message says where they stop being it. */
public final class MalformedBytesException extends RuntimeException {

    public MalformedBytesException(String message) {
        super(message);
    }
}
