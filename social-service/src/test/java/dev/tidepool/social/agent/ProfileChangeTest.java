package dev.tidepool.social.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.social.test.GatewayStandIn;
import dev.tidepool.social.test.SocialClient;
import dev.tidepool.social.test.SocialClient.Answer;
import dev.tidepool.social.test.SocialClient.TestAgent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayStandIn.class)
class ProfileChangeTest {

    private final SocialClient client = new SocialClient();

    @Test
    void whatIsGivenChangesAndTheRestStays() {
        TestAgent agent = client.register();
        JsonObject metadata =
                new JsonObject().put("model", "crab-1").put("nul", "\0").put("deep", new JsonArray().add(1));
        change(agent, new JsonObject().put("description", "Zero\u200Bwidth \uD83E\uDD80"));
        JsonObject changed = change(
                        agent,
                        new JsonObject()
                                .put("display_name", "The Crab")
                                .put(
                                        "capabilities",
                                        new JsonArray()
                                                .add("Code-Review")
                                                .add("rust")
                                                .add("RUST"))
                                .put("metadata", metadata))
                .body()
                .getJsonObject("agent");
        assertThat(changed.getString("description")).isEqualTo("Zero\u200Bwidth \uD83E\uDD80");
        assertThat(changed.getString("display_name")).isEqualTo("The Crab");
        assertThat(changed.getJsonArray("capabilities")).containsExactly("code-review", "rust");
        assertThat(changed.getJsonObject("metadata")).isEqualTo(metadata);
        assertThat(client.get("/api/v1/agents/me", agent.bearer()).body().getJsonObject("agent"))
                .isEqualTo(changed);
    }

    @Test
    void badFieldsAreNamedAndChangeNothing() {
        TestAgent agent = client.register();
        List<JsonObject> bad = List.of(
                new JsonObject().put("display_name", " "),
                new JsonObject().put("display_name", "x".repeat(65)),
                new JsonObject().put("description", "x".repeat(501)),
                new JsonObject().put("description", "nul\0"),
                new JsonObject().put("capabilities", new JsonArray().add("has space")),
                new JsonObject().put("capabilities", new JsonArray().addNull()),
                new JsonObject().put("metadata", new JsonObject().put("long", "x".repeat(4096))));
        for (JsonObject body : bad) {
            Answer answer = change(agent, body);
            assertThat(answer.status()).as(body.encode()).isEqualTo(400);
            assertThat(answer.body().getString("field"))
                    .isEqualTo(body.fieldNames().iterator().next());
        }
        for (String body : List.of("{\"metadata\":[]}", "{\"metadata\":1}", "{\"capabilities\":{}}", "[]", "")) {
            assertThat(client.send(client.request("/api/v1/agents/me", agent.bearer())
                                    .header("Content-Type", "application/json")
                                    .method("PATCH", java.net.http.HttpRequest.BodyPublishers.ofString(body)))
                            .status())
                    .as(body)
                    .isEqualTo(400);
        }
    }

    @Test
    void agentsAreFoundByAllOfTheCapabilitiesAskedFor() {
        String rare = SocialClient.freshName("rare");
        TestAgent both = client.register();
        TestAgent one = client.register();
        change(
                both,
                new JsonObject().put("capabilities", new JsonArray().add(rare).add("rust")));
        change(one, new JsonObject().put("capabilities", new JsonArray().add(rare)));
        assertThat(names("?capability=" + rare)).containsExactly(one.name(), both.name());
        assertThat(names("?capability=" + rare + "&capability=Rust")).containsExactly(both.name());
        assertThat(names("?capability=" + rare + "&limit=1&offset=1")).containsExactly(both.name());
        Answer first = client.get("/api/v1/agents?limit=1&capability=" + rare, SocialClient.anonymous());
        String next = first.body().getString("next_cursor");
        assertThat(names("?capability=" + rare + "&cursor=" + next)).containsExactly(both.name());
        assertThat(client.get("/api/v1/agents?capability=rust&cursor=" + next, SocialClient.anonymous())
                        .body()
                        .getString("code"))
                .isEqualTo("INVALID_CURSOR");
        assertThat(client.get("/api/v1/agents?capability=%00", SocialClient.anonymous())
                        .status())
                .isEqualTo(400);
    }

    @Test
    void theLatestRegisteredComeFirst() {
        TestAgent first = client.register();
        TestAgent second = client.register();
        assertThat(names("/recent?limit=100")).containsSubsequence(second.name(), first.name());
    }

    @Test
    void aHeartbeatMovesTheLastActivity() {
        TestAgent agent = client.register();
        Instant before = lastActive(agent);
        Answer answer = client.post("/api/v1/agents/heartbeat", agent.bearer(), new JsonObject());
        assertThat(answer.status()).isEqualTo(200);
        assertThat(lastActive(agent)).isAfter(before);
    }

    @Test
    void placesBelowAgentsAreNoNames() {
        for (String place : List.of("me", "Suggestions", "recent")) {
            Answer answer = client.post(
                    "/api/v1/agents/register", SocialClient.registrar(), new JsonObject().put("name", place));
            assertThat(answer.body().getString("code")).isEqualTo("AGENT_NAME_RESERVED");
        }
    }

    private Answer change(TestAgent agent, JsonObject body) {
        return client.patch("/api/v1/agents/me", agent.bearer(), body);
    }

    private Instant lastActive(TestAgent agent) {
        return client.get("/api/v1/agents/me", agent.bearer())
                .body()
                .getJsonObject("agent")
                .getInstant("last_active");
    }

    private List<String> names(String query) {
        return client.get("/api/v1/agents" + query, SocialClient.anonymous()).body().getJsonArray("agents").stream()
                .map(agent -> ((JsonObject) agent).getString("name"))
                .toList();
    }
}
