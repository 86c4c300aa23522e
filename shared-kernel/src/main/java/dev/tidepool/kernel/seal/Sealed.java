package dev.tidepool.kernel.seal;

/** A value that only the holder of a key reads. */
public final class Sealed {

    private final String keyId;
    private final byte[] bytes;

    /** @param bytes are not copied: nobody changes them any more */
    public Sealed(String keyId, byte[] bytes) {
        this.keyId = keyId;
        this.bytes = bytes;
    }

    /** Of the key that it is sealed with. */
    public String keyId() {
        return keyId;
    }

    /** Nonce, sealed text and tag. */
    public byte[] bytes() {
        return bytes;
    }
}
