package dev.tidepool.gateway.auth;

import dev.tidepool.kernel.file.PrivateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.lang.JoseException;

/** A private key on disk: EC P-256, PKCS#8 in PEM, readable by its owner only. */
final class SigningKeyFile {

    private static final String HEADER = "-----BEGIN PRIVATE KEY-----";
    private static final String FOOTER = "-----END PRIVATE KEY-----";
    private static final int P256_BITS = 256;

    private SigningKeyFile() {}

    /**
     * The key in the file, which is made first if it is missing. Of several gateways that start at once one makes it.
     *
     * @throws IllegalStateException naming the file when it does not hold a P-256 key
     */
    static EllipticCurveJsonWebKey loadOrCreate(Path file) {
        create(file);
        try {
            return load(file);
        } catch (IOException failure) {
            throw unusable(file, failure);
        }
    }

    /** Makes the file with a new key. @return whether it did: not if it is there, or another gateway was first */
    static boolean create(Path file) {
        try {
            return Files.notExists(file) && PrivateFile.create(file, pem());
        } catch (IOException | GeneralSecurityException failure) {
            throw unusable(file, failure);
        }
    }

    private static IllegalStateException unusable(Path file, Exception failure) {
        return new IllegalStateException("the signing key " + file + " can be neither read nor made", failure);
    }

    /** @throws IllegalStateException naming the file when it does not hold a P-256 key */
    static EllipticCurveJsonWebKey load(Path file) throws IOException {
        try {
            return parse(file);
        } catch (GeneralSecurityException | JoseException | IllegalArgumentException failure) {
            throw new IllegalStateException(file + " does not hold an EC P-256 key in PKCS#8 PEM", failure);
        }
    }

    private static EllipticCurveJsonWebKey parse(Path file)
            throws IOException, GeneralSecurityException, JoseException {
        String base64 =
                Files.readString(file).replace(HEADER, "").replace(FOOTER, "").replaceAll("\\s", "");
        KeyFactory keys = KeyFactory.getInstance("EC");
        byte[] encoded = Base64.getDecoder().decode(base64);
        ECPrivateKey secret = (ECPrivateKey) keys.generatePrivate(new PKCS8EncodedKeySpec(encoded));
        if (secret.getParams().getOrder().bitLength() != P256_BITS) {
            throw new IllegalArgumentException("another curve");
        }
        ECPublicKey known = (ECPublicKey)
                keys.generatePublic(new ECPublicKeySpec(CurvePoint.publicPoint(secret), secret.getParams()));
        EllipticCurveJsonWebKey key = new EllipticCurveJsonWebKey(known);
        key.setPrivateKey(secret);
        key.setUse("sig");
        key.setAlgorithm("ES256");
        key.setKeyId(key.calculateBase64urlEncodedThumbprint("SHA-256"));
        return key;
    }

    private static String pem() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        byte[] encoded = generator.generateKeyPair().getPrivate().getEncoded();
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
        return HEADER + "\n" + base64 + "\n" + FOOTER + "\n";
    }
}
