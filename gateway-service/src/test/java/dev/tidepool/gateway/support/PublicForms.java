package dev.tidepool.gateway.support;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.PublicJsonWebKey;

/** The texts in which a public key goes round: what somebody who confuses algorithms would take for a shared secret. */
public final class PublicForms {

    private PublicForms() {}

    /** PEM with and without its last line break, on one line, and the key as in a key set. */
    public static List<String> of(PublicJsonWebKey key) {
        byte[] encoded = key.getPublicKey().getEncoded();
        String lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(encoded);
        String pem = "-----BEGIN PUBLIC KEY-----\n" + lines + "\n-----END PUBLIC KEY-----";
        return List.of(
                pem,
                pem + "\n",
                Base64.getEncoder().encodeToString(encoded),
                key.toJson(OutputControlLevel.PUBLIC_ONLY));
    }
}
