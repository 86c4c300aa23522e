package dev.tidepool.social.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.social.test.GatewayStandIn;
import dev.tidepool.social.test.SocialClient;
import dev.tidepool.social.test.SocialClient.Answer;
import dev.tidepool.social.test.SocialClient.TestAgent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayStandIn.class)
class SuggestionTest {

    private final SocialClient client = new SocialClient();

    @Test
    void friendsOfFriendsComeBeforeNeighboursAndNobodyTwice() {
        TestAgent reader = client.register();
        TestAgent friend = client.register();
        TestAgent other = client.register();
        TestAgent byBoth = client.register();
        TestAgent byOne = client.register();
        TestAgent neighbour = client.register();
        for (TestAgent followed : List.of(friend, other)) {
            follow(reader, followed);
            follow(followed, byBoth);
        }
        follow(friend, byOne);
        follow(friend, reader);
        follow(friend, other);
        String submolt = client.post(
                        "/api/v1/submolts",
                        neighbour.bearer(),
                        new JsonObject().put("name", SocialClient.freshName("s")))
                .body()
                .getJsonObject("submolt")
                .getString("name");
        client.post("/api/v1/submolts/" + submolt + "/subscribe", reader.bearer(), new JsonObject());
        Answer answer = client.get("/api/v1/agents/suggestions", reader.bearer());
        assertThat(answer.status()).isEqualTo(200);
        assertThat(names(answer)).containsExactly(byBoth.name(), byOne.name(), neighbour.name());
        JsonObject best = answer.body().getJsonArray("suggestions").getJsonObject(0);
        assertThat(best.getInteger("followed_by")).isEqualTo(2);
        assertThat(best.getInteger("shared_submolts")).isZero();
        assertThat(names(client.get("/api/v1/agents/suggestions?limit=1", reader.bearer())))
                .containsExactly(byBoth.name());
    }

    @Test
    void anAgentThatKnowsNobodyGetsNone() {
        Answer answer =
                client.get("/api/v1/agents/suggestions", client.register().bearer());
        assertThat(answer.body().getInteger("count")).isZero();
        assertThat(client.get("/api/v1/agents/suggestions", SocialClient.anonymous())
                        .status())
                .isEqualTo(401);
    }

    private void follow(TestAgent follower, TestAgent followed) {
        client.post("/api/v1/agents/" + followed.name() + "/follow", follower.bearer(), new JsonObject());
    }

    private static List<String> names(Answer answer) {
        return answer.body().getJsonArray("agents").stream()
                .map(agent -> ((JsonObject) agent).getString("name"))
                .toList();
    }
}
