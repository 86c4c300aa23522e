package dev.tidepool.session.openclaw;

import dev.tidepool.kernel.digest.Sha256;
import dev.tidepool.kernel.file.PrivateFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;

/**
 * The files of this installation's device: {@code device.pem}, both halves of its key, and for each gateway the token it was
 * given. Instances share the directory: one of them makes the key, and a token counts for all. Blocking.
 */
record DeviceStore(Path directory) {

    private static final String PRIVATE = "PRIVATE KEY";
    private static final String PUBLIC = "PUBLIC KEY";

    /** The identity, which is made at the first call. @throws IllegalStateException naming the file when it holds none */
    DeviceIdentity identity() {
        Path file = directory.resolve("device.pem");
        try {
            if (Files.notExists(file)) {
                PrivateFile.create(
                        file, pem(KeyPairGenerator.getInstance("Ed25519").generateKeyPair()));
            }
            String text = Files.readString(file);
            KeyFactory keys = KeyFactory.getInstance("Ed25519");
            PublicKey known = keys.generatePublic(new X509EncodedKeySpec(block(text, PUBLIC)));
            PrivateKey secret = keys.generatePrivate(new PKCS8EncodedKeySpec(block(text, PRIVATE)));
            return DeviceIdentity.of(known, secret);
        } catch (IOException | GeneralSecurityException | IllegalArgumentException failure) {
            throw new IllegalStateException(
                    file + " can neither be read nor made; it has to hold an Ed25519 key pair in PEM", failure);
        }
    }

    /** The token that this gateway gave, if it did. A gateway is never shown the token of another. */
    Optional<String> token(URI gateway) {
        try {
            return Optional.of(Files.readString(tokenFile(gateway)).strip()).filter(token -> !token.isEmpty());
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException failure) {
            throw new UncheckedIOException("the device token in " + directory + " cannot be read", failure);
        }
    }

    void keepToken(URI gateway, String token) {
        try {
            PrivateFile.replace(tokenFile(gateway), token);
        } catch (IOException failure) {
            throw new UncheckedIOException("the device token cannot be kept in " + directory, failure);
        }
    }

    void forgetToken(URI gateway) {
        try {
            Files.deleteIfExists(tokenFile(gateway));
        } catch (IOException failure) {
            throw new UncheckedIOException("the device token in " + directory + " cannot be deleted", failure);
        }
    }

    private Path tokenFile(URI gateway) {
        return directory.resolve("token-" + Sha256.hex(gateway.toString()).substring(0, 16));
    }

    private static String pem(KeyPair pair) {
        return block(PRIVATE, pair.getPrivate().getEncoded())
                + block(PUBLIC, pair.getPublic().getEncoded());
    }

    private static String block(String label, byte[] encoded) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(label, base64, label);
    }

    private static byte[] block(String text, String label) {
        String begin = "-----BEGIN " + label + "-----";
        int from = text.indexOf(begin);
        int to = text.indexOf("-----END " + label + "-----");
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("no block " + label);
        }
        return Base64.getMimeDecoder().decode(text.substring(from + begin.length(), to));
    }
}
