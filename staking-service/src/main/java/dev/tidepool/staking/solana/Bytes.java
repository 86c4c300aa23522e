package dev.tidepool.staking.solana;

import dev.tidepool.kernel.digest.Sha256;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** An immutable byte string that compares by content. */
public final class Bytes {

    private final byte[] content;

    private Bytes(byte[] content) {
        this.content = content;
    }

    public static Bytes of(byte[] content) {
        return new Bytes(content.clone());
    }

    /** Of bytes that nobody else holds. */
    static Bytes owning(byte[] content) {
        return new Bytes(content);
    }

    void copyTo(byte[] target, int position) {
        System.arraycopy(content, 0, target, position, content.length);
    }

    public byte[] toArray() {
        return content.clone();
    }

    public int length() {
        return content.length;
    }

    public Bytes sha256() {
        return new Bytes(Sha256.of(content));
    }

    public String toBase64() {
        return Base64.getEncoder().encodeToString(content);
    }

    public String toHex() {
        return HexFormat.of().formatHex(content);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes that && Arrays.equals(content, that.content);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(content);
    }

    @Override
    public String toString() {
        return toHex();
    }
}
