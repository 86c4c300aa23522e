package dev.tidepool.social.post;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.social.test.GatewayStandIn;
import dev.tidepool.social.test.SocialClient;
import dev.tidepool.social.test.SocialClient.Answer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayStandIn.class)
class PostIdTest {

    private static final List<String> PATHS =
            List.of("/api/v1/posts/{id}", "/api/v1/posts/{id}/upvote", "/api/v1/posts/{id}/downvote");

    private final SocialClient client = new SocialClient();

    @Test
    void isWrittenAsTheBareUuid() {
        String text = "01900000-0000-7000-8000-00000000000f";
        assertThat(PostId.fromString(text)).hasToString(text);
    }

    @Test
    void textThatIsNoIdLeadsNowhere() {
        String bearer = client.register().bearer();
        List<Answer> answers = List.of(
                client.get("/api/v1/posts/not-an-id", bearer),
                client.delete("/api/v1/posts/not-an-id", bearer),
                client.post("/api/v1/posts/not-an-id/upvote", bearer, new JsonObject()),
                client.post("/api/v1/posts/not-an-id/downvote", bearer, new JsonObject()));
        for (Answer answer : answers) {
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.body().getString("code")).isEqualTo("NOT_FOUND");
        }
    }

    @Test
    void isDescribedAsAStringThatHoldsAUuid() {
        JsonObject description =
                client.get("/q/openapi?format=json", SocialClient.anonymous()).body();
        for (String path : PATHS) {
            JsonObject schema = schemaOfId(description, path);
            assertThat(schema.getString("type")).as(path).isEqualTo("string");
            assertThat(schema.getString("format")).as(path).isEqualTo("uuid");
        }
    }

    private static JsonObject schemaOfId(JsonObject description, String path) {
        JsonObject operations = description.getJsonObject("paths").getJsonObject(path);
        JsonObject operation =
                operations.getJsonObject(operations.fieldNames().iterator().next());
        JsonObject schema =
                operation.getJsonArray("parameters").getJsonObject(0).getJsonObject("schema");
        String reference = schema.getString("$ref", "");
        return reference.isEmpty()
                ? schema
                : description
                        .getJsonObject("components")
                        .getJsonObject("schemas")
                        .getJsonObject(reference.substring(reference.lastIndexOf('/') + 1));
    }
}
