package dev.tidepool.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.tidepool.gateway.audit.SecurityEvent;
import dev.tidepool.kernel.test.AtOnce;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several gateways over one directory of keys. */
class SigningKeysTest {

    @TempDir
    Path directory;

    private final Queue<SecurityEvent> noted = new ConcurrentLinkedQueue<>();

    @Test
    void makesOneSuccessorOfAnOldKeyHoweverManyGatewaysLook() throws IOException {
        List<SigningKeys> gateways = Stream.generate(this::gateway).limit(4).toList();
        age("access.pem", Duration.ofDays(30));
        age("internal.pem", Duration.ofDays(29));
        List<SigningKeys> restarted = Stream.generate(() -> AtOnce.supply(this::gateway)).limit(4).toList().stream()
                .map(CompletableFuture::join)
                .toList();
        gateways.forEach(SigningKeys::follow);
        assertThat(files()).containsExactlyInAnyOrder("access.pem", "access-1.pem", "internal.pem");
        assertThat(noted).as("told of once").extracting(SecurityEvent::type).containsExactly("signing_key.made");
        assertThat(Stream.concat(gateways.stream(), restarted.stream())
                        .map(keys -> keys.accessKeySet().encode())
                        .distinct())
                .as("all publish the same two keys")
                .hasSize(1);
    }

    @Test
    void deletesAKeyThatHasLongBeenReplaced() throws IOException {
        SigningKeys before = gateway();
        SigningKeyFile.loadOrCreate(directory.resolve("access-1.pem"));
        age("access-1.pem", Duration.ofDays(2));
        SigningKeys after = gateway();
        assertThat(files()).containsExactlyInAnyOrder("access-1.pem", "internal.pem");
        before.follow();
        assertThat(before.accessKeySet()).isEqualTo(after.accessKeySet());
        assertThat(before.accessKeySet().getJsonArray("keys")).hasSize(1);
        assertThat(noted).extracting(SecurityEvent::type).containsExactly("signing_key.deleted");
    }

    @Test
    void servesOnWithTheKeysItKnowsWhenAFileIsBroken() throws IOException {
        SigningKeys keys = gateway();
        String known = keys.accessKeySet().encode();
        Files.writeString(directory.resolve("access-1.pem"), "half a k");
        keys.follow();
        assertThat(keys.accessKeySet().encode()).isEqualTo(known);
    }

    @Test
    void takesUpAnothersKeyWhereItCanMakeNoneItself() throws IOException {
        SigningKeys keys = gateway();
        age("access.pem", Duration.ofDays(31));
        // Its place is taken by what is no key.
        Files.createSymbolicLink(directory.resolve("access-1.pem"), directory.resolve("nowhere"));
        SigningKeyFile.loadOrCreate(directory.resolve("access-2.pem"));
        keys.follow();
        assertThat(keys.accessKeySet().getJsonArray("keys")).hasSize(2);
    }

    @Test
    void refusesAnOverlapThatIsTooShort() {
        assertThatIllegalStateException()
                .isThrownBy(() ->
                        new SigningKeys(config("key-published-before", "1m"), new SimpleMeterRegistry(), noted::add))
                .withMessageContaining("key-published-before");
    }

    private SigningKeys gateway() {
        return new SigningKeys(config("key-rotation", "30d"), new SimpleMeterRegistry(), noted::add);
    }

    private AuthConfig config(String setting, String value) {
        return new SmallRyeConfigBuilder()
                .withMapping(AuthConfig.class)
                .withDefaultValue("tidepool.auth.signing-keys-directory", directory.toString())
                .withDefaultValue("tidepool.auth." + setting, value)
                .withConverter(Duration.class, 100, new io.quarkus.runtime.configuration.DurationConverter())
                .build()
                .getConfigMapping(AuthConfig.class);
    }

    private void age(String name, Duration age) throws IOException {
        Files.setLastModifiedTime(
                directory.resolve(name), FileTime.from(Instant.now().minus(age)));
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
