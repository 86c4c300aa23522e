package dev.tidepool.session.openclaw;

import dev.tidepool.kernel.digest.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Who this installation is to a gateway: an Ed25519 key pair.
 *
 * @param id lower-case hex SHA-256 of the raw public key
 * @param publicKey raw, as base64url without padding
 */
record DeviceIdentity(String id, String publicKey, PrivateKey privateKey) {

    /** A raw Ed25519 key is the end of its X.509 form (RFC 8410). */
    private static final int RAW_BYTES = 32;

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    static DeviceIdentity of(PublicKey publicKey, PrivateKey privateKey) {
        byte[] encoded = publicKey.getEncoded();
        byte[] raw = Arrays.copyOfRange(encoded, encoded.length - RAW_BYTES, encoded.length);
        return new DeviceIdentity(HexFormat.of().formatHex(Sha256.of(raw)), BASE64.encodeToString(raw), privateKey);
    }

    /** The signature of a text as base64url without padding. */
    String sign(String text) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(privateKey);
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return BASE64.encodeToString(signature.sign());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("an Ed25519 key signs", impossible);
        }
    }

    @Override
    public String toString() {
        return "DeviceIdentity[" + id + "]";
    }
}
