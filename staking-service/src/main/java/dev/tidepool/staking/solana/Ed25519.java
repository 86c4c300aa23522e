package dev.tidepool.staking.solana;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;

/** Signature check by the JDK; it refuses signatures whose scalar is not reduced, as the chain does. */
final class Ed25519 {

    /** DER before the 32 key bytes of a SubjectPublicKeyInfo with OID 1.3.101.112 (RFC 8410). */
    private static final byte[] KEY_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private Ed25519() {}

    static boolean verify(PublicKey signer, byte[] message, TransactionSignature signature) {
        if (signature.isAbsent()) {
            return false;
        }
        byte[] encodedKey =
                new ByteWriter().bytes(KEY_PREFIX).key(signer).toBytes().toArray();
        try {
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encodedKey)));
            verifier.update(message);
            return verifier.verify(signature.bytes().toArray());
        } catch (GeneralSecurityException notAPoint) {
            return false;
        }
    }
}
