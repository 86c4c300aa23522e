package dev.tidepool.session.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasSize;

import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.session.Api;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clients that go away before the provider said anything. Nothing but that ends a request here: see the profile's limits. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@TestProfile(PatientProfile.class)
@Timeout(180)
class DisconnectTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    @TestHTTPResource
    URI base;

    private final Api api = Api.ofNewOrganization();
    private final String user = UUID.randomUUID().toString();

    @ParameterizedTest
    @CsvSource({
        "/v1/chat/completions, false",
        "/v1/chat/completions, true",
        "/v1/responses, false",
        "/v1/responses, true"
    })
    void endsTheProvidersWorkAndNothingIsStored(String path, boolean streamed) {
        String session = api.createSession();
        JsonObject body = new JsonObject()
                .put("model", "mute")
                .put("user", user)
                .put("stream", streamed)
                .put("metadata", Map.of("session_id", session))
                .put("messages", List.of(Map.of("role", "user", "content", "hi")))
                .put("input", "hi");
        try (Leaver client = Leaver.asking(api, base.resolve(path), body)) {
            Eventually.within(SOON, () -> assertThat(MuteProvider.fate(user)).isEqualTo("asked"));
        }
        Eventually.within(SOON, () -> assertThat(MuteProvider.fate(user)).isEqualTo("closed"));
        api.messages(session).then().body("items", hasSize(0));
    }
}
