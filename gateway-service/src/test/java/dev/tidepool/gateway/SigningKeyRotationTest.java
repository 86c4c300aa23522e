package dev.tidepool.gateway;

import static dev.tidepool.gateway.support.Gateway.anonymous;
import static dev.tidepool.gateway.support.Gateway.bodyOf;
import static dev.tidepool.gateway.support.Gateway.header;
import static dev.tidepool.gateway.support.Gateway.send;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.gateway.auth.AuthTestAccess;
import dev.tidepool.gateway.support.Gateway;
import dev.tidepool.gateway.support.GatewayTestResource;
import dev.tidepool.gateway.support.Person;
import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.TidepoolTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayTestResource.class)
class SigningKeyRotationTest {

    private static final Path KEYS = Path.of("target", "gateway-under-test", "keys");
    private static final Duration A_FEW_LOOKS = Duration.ofSeconds(10);

    @AfterEach
    void removeKeys() throws IOException {
        Files.deleteIfExists(KEYS.resolve("access-7.pem"));
        Files.deleteIfExists(KEYS.resolve("access-8.pem"));
        Eventually.within(A_FEW_LOOKS, () -> assertThat(published()).hasSize(1));
    }

    @Test
    void publishesAKeyBeforeItSignsAndBelievesTheOneBeforeItAfterwards() throws IOException {
        Person earlier = Person.registered();
        String fresh = put("access-8.pem", Duration.ZERO);
        Eventually.within(A_FEW_LOOKS, () -> assertThat(published()).contains(fresh));
        assertThat(keyOf(Person.registered())).isEqualTo(keyOf(earlier)).isNotEqualTo(fresh);
        String ready = put("access-7.pem", Duration.ofMinutes(20));
        Eventually.within(A_FEW_LOOKS, () -> assertThat(published()).contains(ready));
        Person later = Person.registered();
        assertThat(keyOf(later)).isEqualTo(ready);
        assertThat(later.status()).isEqualTo(200);
        assertThat(earlier.status()).as("signed by the key before").isEqualTo(200);
        assertThat(published()).contains(keyOf(earlier), ready, fresh);
    }

    @Test
    void dropsTheKeptKeySetWhenItIsAnotherOne() throws IOException {
        published();
        double before = dropped();
        put("access-8.pem", Duration.ZERO);
        Eventually.within(A_FEW_LOOKS, () -> assertThat(dropped()).isGreaterThan(before));
    }

    private static double dropped() {
        return send(HttpRequest.newBuilder(Gateway.managementUri("/q/metrics")))
                .body()
                .lines()
                .filter(line -> line.startsWith("tidepool_cache_dropped_total "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' '))))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void saysHowLongTheKeySetMayBeKept() {
        assertThat(header(send(anonymous("/.well-known/jwks.json")), "cache-control"))
                .isEqualTo("public, max-age=300");
    }

    /** A key's file of this age, put there whole as another gateway would; its id. */
    private static String put(String name, Duration age) throws IOException {
        Path made = Files.createTempDirectory("keys").resolve(name);
        String id = AuthTestAccess.key(made).getKeyId();
        Files.setLastModifiedTime(made, FileTime.from(Instant.now().minus(age)));
        Files.copy(made, KEYS.resolve(name + ".new"), StandardCopyOption.COPY_ATTRIBUTES);
        Files.move(KEYS.resolve(name + ".new"), KEYS.resolve(name));
        return id;
    }

    private static List<String> published() {
        return bodyOf(send(anonymous("/.well-known/jwks.json"))).getJsonArray("keys").stream()
                .map(key -> ((JsonObject) key).getString("kid"))
                .toList();
    }

    private static String keyOf(Person person) {
        String head = person.access().split("\\.")[0];
        return new JsonObject(new String(Base64.getUrlDecoder().decode(head), StandardCharsets.UTF_8)).getString("kid");
    }
}
