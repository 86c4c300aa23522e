package dev.tidepool.session.secret;

/**
 * A value that only the holder of a key reads.
 *
 * @param keyId of the key that it is sealed with
 * @param bytes nonce, sealed text and tag
 */
record Sealed(String keyId, byte[] bytes) {

    @Override
    public String toString() {
        return "Sealed[keyId=" + keyId + "]";
    }
}
