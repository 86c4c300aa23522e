package dev.tidepool.session.secret;

/** A value that only the holder of a key reads. */
final class Sealed {

    private final String keyId;
    private final byte[] bytes;

    /** @param bytes are not copied: nobody changes them any more */
    Sealed(String keyId, byte[] bytes) {
        this.keyId = keyId;
        this.bytes = bytes;
    }

    /** Of the key that it is sealed with. */
    String keyId() {
        return keyId;
    }

    /** Nonce, sealed text and tag. */
    byte[] bytes() {
        return bytes;
    }
}
