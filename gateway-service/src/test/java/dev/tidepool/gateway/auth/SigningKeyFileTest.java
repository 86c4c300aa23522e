package dev.tidepool.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.tidepool.kernel.test.AtOnce;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.InvalidAlgorithmParameterException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigningKeyFileTest {

    @TempDir
    Path directory;

    @Test
    void makesAKeyForItsOwnerOnlyAndKeepsIt() throws IOException {
        Path file = directory.resolve("keys/internal.pem");
        String first = SigningKeyFile.loadOrCreate(file).getKeyId();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(SigningKeyFile.loadOrCreate(file).getKeyId()).isEqualTo(first);
    }

    @Test
    void givesTheSameKeyToAllWhoStartAtOnce() throws IOException {
        Path file = directory.resolve("internal.pem");
        List<CompletableFuture<String>> starts = Stream.generate(() ->
                        AtOnce.supply(() -> SigningKeyFile.loadOrCreate(file).getKeyId()))
                .limit(8)
                .toList();
        assertThat(starts.stream().map(CompletableFuture::join).distinct()).hasSize(1);
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void derivesThePublicPoint() throws NoSuchAlgorithmException, InvalidAlgorithmParameterException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        for (int i = 0; i < 5; i++) {
            KeyPair pair = generator.generateKeyPair();
            assertThat(CurvePoint.publicPoint((ECPrivateKey) pair.getPrivate()))
                    .isEqualTo(((ECPublicKey) pair.getPublic()).getW());
        }
    }

    @Test
    void namesAFileThatHoldsNoKey() throws IOException {
        Path file = Files.writeString(directory.resolve("internal.pem"), "not a key");
        assertThatIllegalStateException()
                .isThrownBy(() -> SigningKeyFile.loadOrCreate(file))
                .withMessageContaining(file.toString());
    }

    @Test
    void tellsTheKeysApart() {
        EllipticCurveJsonWebKey one = SigningKeyFile.loadOrCreate(directory.resolve("a.pem"));
        EllipticCurveJsonWebKey other = SigningKeyFile.loadOrCreate(directory.resolve("b.pem"));
        assertThat(one.getKeyId()).isNotEqualTo(other.getKeyId());
    }
}
