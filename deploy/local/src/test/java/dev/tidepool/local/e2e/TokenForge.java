package dev.tidepool.local.e2e;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Turns a token of the suite into others that it would never make; those with its own signature are signed with its key. */
final class TokenForge {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final PrivateKey key;
    private final ObjectNode header;
    private final ObjectNode claims;

    private TokenForge(PrivateKey key, ObjectNode header, ObjectNode claims) {
        this.key = key;
        this.header = header;
        this.claims = claims;
    }

    static TokenForge of(Path pem, String genuine) throws IOException, GeneralSecurityException {
        String[] parts = genuine.split("\\.", -1);
        return new TokenForge(keyOf(pem), decoded(parts[0]), decoded(parts[1]));
    }

    /** Of tokens as the gateway shows them to services, of nobody in particular. They need a time to expire. */
    static TokenForge internal(Path pem, String keyId) throws IOException, GeneralSecurityException {
        ObjectNode header =
                JSON.createObjectNode().put("alg", "ES256").put("typ", "internal+jwt").put("kid", keyId);
        ObjectNode claims = JSON.createObjectNode()
                .put("iss", "tidepool-gateway")
                .put("aud", "tidepool-internal")
                .put("sub", "anonymous");
        claims.putArray("scopes");
        return new TokenForge(keyOf(pem), header, claims);
    }

    private static PrivateKey keyOf(Path pem) throws IOException, GeneralSecurityException {
        String base64 = Files.readString(pem).replaceAll("-----[A-Z ]+-----|\\s", "");
        return KeyFactory.getInstance("EC")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
    }

    /** With other claims and a good signature. It was issued ten minutes ago, so that it may have ended since. */
    String signed(Consumer<ObjectNode> change) {
        String content = encoded(header) + "." + encoded(changed(change));
        try {
            Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(key);
            signature.update(content.getBytes(StandardCharsets.US_ASCII));
            return content + "." + encoded(signature.sign());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** With good claims, and a header that says it needs no signature. */
    String unsigned(String algorithm) {
        ObjectNode none = header.deepCopy().put("alg", algorithm);
        return encoded(none) + "." + encoded(changed(claims -> {})) + ".";
    }

    /** With good claims, signed by HMAC with what anybody may know. */
    String signedWithSecret(byte[] secret) {
        String content = encoded(header.deepCopy().put("alg", "HS256")) + "." + encoded(changed(claims -> {}));
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return content + "." + encoded(mac.doFinal(content.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private ObjectNode changed(Consumer<ObjectNode> change) {
        ObjectNode copy = claims.deepCopy();
        copy.put("iat", System.currentTimeMillis() / 1000 - 600);
        change.accept(copy);
        return copy;
    }

    private static ObjectNode decoded(String part) throws IOException {
        return (ObjectNode) JSON.readTree(Base64.getUrlDecoder().decode(part));
    }

    private static String encoded(ObjectNode json) {
        try {
            return encoded(JSON.writeValueAsBytes(json));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
