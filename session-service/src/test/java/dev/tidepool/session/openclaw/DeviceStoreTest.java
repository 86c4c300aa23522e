package dev.tidepool.session.openclaw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.tidepool.kernel.test.AtOnce;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeviceStoreTest {

    private static final URI ONE = URI.create("wss://one.example");
    private static final URI OTHER = URI.create("wss://other.example");

    @TempDir
    Path directory;

    @Test
    void keepsOneIdentityForAllWhoStartAtOnce() {
        var starts = Stream.generate(() -> AtOnce.supply(
                        () -> new DeviceStore(directory).identity().id()))
                .limit(8)
                .toList();
        assertThat(starts.stream().map(CompletableFuture::join).distinct()).hasSize(1);
    }

    @Test
    void namesAFileThatHoldsNoKey() throws IOException {
        Files.writeString(directory.resolve("device.pem"), "nothing of use");
        assertThatIllegalStateException()
                .isThrownBy(() -> new DeviceStore(directory).identity())
                .withMessageContaining("device.pem");
    }

    @Test
    void showsNoGatewayTheTokenOfAnother() {
        DeviceStore store = new DeviceStore(directory);
        store.keepToken(ONE, "secret");
        assertThat(store.token(ONE)).contains("secret");
        assertThat(store.token(OTHER)).isEmpty();
        store.forgetToken(ONE);
        assertThat(store.token(ONE)).isEmpty();
    }

    @Test
    void printsNoSecret() {
        DeviceIdentity identity = new DeviceStore(directory).identity();
        assertThat(identity.toString()).isEqualTo("DeviceIdentity[" + identity.id() + "]");
        assertThat(new Credential.Shared("secret") + "" + new Credential.Device("secret"))
                .doesNotContain("secret");
    }
}
