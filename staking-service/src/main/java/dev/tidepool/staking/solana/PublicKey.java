package dev.tidepool.staking.solana;

import dev.tidepool.kernel.digest.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * An address: 32 bytes, written in base58. Equal by content.
 *
 * <p>Not every address is a public key of a key pair: {@link #onCurve()} tells which ones can sign.
 */
public final class PublicKey {

    public static final int LENGTH = 32;

    /** Longest seed the runtime takes, in bytes of UTF-8. */
    public static final int MAX_SEED_LENGTH = 32;

    private static final int MAX_BUMP = 255;
    private static final byte[] DERIVED_MARKER = "ProgramDerivedAddress".getBytes(StandardCharsets.US_ASCII);

    private final byte[] bytes;
    private final String base58;

    private PublicKey(byte[] bytes, String base58) {
        this.bytes = bytes;
        this.base58 = base58;
    }

    /**
     * The address of these bytes.
     *
     * @throws IllegalArgumentException when there are not exactly 32
     */
    public static PublicKey of(byte[] bytes) {
        return owning(bytes.clone());
    }

    /** Of bytes that nobody else holds. */
    private static PublicKey owning(byte[] bytes) {
        requireLength(bytes);
        return new PublicKey(bytes, Base58.encode(bytes));
    }

    private static void requireLength(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("an address has 32 bytes, not " + bytes.length);
        }
    }

    /**
     * Reads base58.
     *
     * @throws IllegalArgumentException when the text is not base58 of exactly 32 bytes
     */
    public static PublicKey parse(String base58) {
        if (base58.length() > 44) {
            throw new IllegalArgumentException("an address has at most 44 characters, not " + base58.length());
        }
        byte[] bytes = Base58.decode(base58);
        requireLength(bytes);
        // Of the same bytes there is no other text.
        return new PublicKey(bytes, base58);
    }

    /**
     * The address the runtime derives from a base, a seed and an owning program: SHA-256 of the three in a row.
     *
     * @throws IllegalArgumentException when the seed is longer than 32 bytes, or the program's key could forge a
     *     program-derived address
     */
    public static PublicKey createWithSeed(PublicKey base, String seed, PublicKey program) {
        byte[] seedBytes = seed.getBytes(StandardCharsets.UTF_8);
        if (seedBytes.length > MAX_SEED_LENGTH) {
            throw new IllegalArgumentException("a seed has at most 32 bytes, not " + seedBytes.length);
        }
        int marker = LENGTH - DERIVED_MARKER.length;
        if (Arrays.equals(program.bytes, marker, LENGTH, DERIVED_MARKER, 0, DERIVED_MARKER.length)) {
            throw new IllegalArgumentException("this program cannot own a seed-derived address: " + program);
        }
        return owning(Sha256.of(base.bytes, seedBytes, program.bytes));
    }

    /**
     * The first address off the curve that the runtime derives from seeds for a program, which alone can sign for it: SHA-256 of the
     * seeds, a byte that counts down from 255, the program and a marker.
     */
    public static PublicKey findProgramAddress(PublicKey program, byte[]... seeds) {
        for (int bump = MAX_BUMP; bump >= 0; bump--) {
            byte[][] parts = Arrays.copyOf(seeds, seeds.length + 3);
            parts[seeds.length] = new byte[] {(byte) bump};
            parts[seeds.length + 1] = program.bytes;
            parts[seeds.length + 2] = DERIVED_MARKER;
            PublicKey derived = owning(Sha256.of(parts));
            if (!derived.onCurve()) {
                return derived;
            }
        }
        throw new IllegalArgumentException("no address of these seeds is off the curve");
    }

    /** Whether the bytes are a point of Ed25519, so that a private key for them can exist. */
    public boolean onCurve() {
        return Curve.contains(bytes);
    }

    void copyTo(byte[] target, int position) {
        System.arraycopy(bytes, 0, target, position, LENGTH);
    }

    public byte[] toBytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PublicKey that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** Base58. */
    @Override
    public String toString() {
        return base58;
    }
}
