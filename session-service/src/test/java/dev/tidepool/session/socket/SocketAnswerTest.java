package dev.tidepool.session.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.session.Api;
import dev.tidepool.session.chat.ProviderProfile;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Answers of a model that says one word and then nothing more. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@TestProfile(ProviderProfile.class)
@Timeout(120)
class SocketAnswerTest {

    @TestHTTPResource
    URI base;

    private final Api api = Api.ofNewOrganization();
    private String session;

    @BeforeEach
    void create() {
        session = api.create(Map.of("model", "fake-gated"))
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    @Test
    void anAnswerCanBeStoppedAndWhatThereIsIsStored() {
        try (SocketClient client = SocketClient.open(base, api, session)) {
            client.say(said("first"));
            client.await("stream", part -> "Hel".equals(part.getString("delta")));
            client.say(new JsonObject().put("type", "stop"));
            client.await("stream", part -> part.containsKey("done"));
            JsonObject stored =
                    client.await("message", SocketAnswerTest::isAnswer).getJsonObject("data");
            assertThat(stored.getString("status")).isEqualTo("partial");
            assertThat(stored.getString("content")).isEqualTo("Hel");
        }
    }

    @Test
    void oneTriesOneAnswerAtATime() {
        try (SocketClient client = SocketClient.open(base, api, session)) {
            client.say(said("first"));
            client.await("stream");
            client.say(said("second").put("ref", "second"));
            JsonObject refused = client.await("error");
            assertThat(refused.getString("code")).isEqualTo("ANSWER_UNDER_WAY");
            assertThat(refused.getString("ref")).isEqualTo("second");
            client.say(new JsonObject().put("type", "stop"));
            client.await("message", SocketAnswerTest::isAnswer);
            assertThat(client.all("error")).hasSize(1);
        }
    }

    private static JsonObject said(String content) {
        return new JsonObject().put("type", "message").put("content", content).put("answer", true);
    }

    private static boolean isAnswer(JsonObject message) {
        return message.getJsonObject("data").getString("role").equals("assistant");
    }
}
