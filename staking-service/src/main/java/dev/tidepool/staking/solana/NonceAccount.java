package dev.tidepool.staking.solana;

import java.util.Optional;

/**
 * An initialised nonce account.
 *
 * @param nonce stands where a blockhash does in a transaction that begins by advancing it
 */
public record NonceAccount(PublicKey authority, PublicKey nonce) {

    /** Bytes of a nonce account. */
    public static final int SPACE = 80;

    private static final int INITIALIZED = 1;

    /** Reads the data of an account that the System program owns; empty when it is not initialised, MalformedBytesException when it is no nonce. */
    public static Optional<NonceAccount> decode(byte[] data) {
        ByteReader in = ByteReader.ofExactly(data, SPACE);
        if (in.u32() > 1) {
            throw new MalformedBytesException("no nonce account's version");
        }
        long state = in.u32();
        return state == INITIALIZED ? Optional.of(new NonceAccount(in.key(), in.key())) : Optional.empty();
    }
}
