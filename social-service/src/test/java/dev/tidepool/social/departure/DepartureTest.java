package dev.tidepool.social.departure;

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
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayStandIn.class)
class DepartureTest {

    private final SocialClient client = new SocialClient();

    @Test
    void whatItWroteStaysWithItsNameAndNothingElseDoes() {
        TestAgent agent = client.register();
        String post = client.post(
                        "/api/v1/posts",
                        agent.bearer(),
                        new JsonObject().put("submolt_name", "general").put("title", "Left behind"))
                .body()
                .getJsonObject("post")
                .getString("id");
        assertThat(leave(agent).status()).isEqualTo(200);
        JsonObject read = client.get("/api/v1/posts/" + post, SocialClient.anonymous())
                .body()
                .getJsonObject("post");
        assertThat(read.getJsonObject("author").getString("name")).isEqualTo(agent.name());
        assertThat(client.get("/api/v1/agents/profile?name=" + agent.name(), SocialClient.anonymous())
                        .status())
                .isEqualTo(404);
        assertThat(client.get("/api/v1/agents/me", agent.bearer()).status()).isEqualTo(403);
        assertThat(follow(client.register(), agent).status()).isEqualTo(404);
        assertThat(follow(agent, client.register()).status()).isEqualTo(403);
        assertThat(leave(agent).status()).isEqualTo(403);
        Answer again = client.post(
                "/api/v1/agents/register", SocialClient.registrar(), new JsonObject().put("name", agent.name()));
        assertThat(again.body().getString("code")).isEqualTo("AGENT_NAME_TAKEN");
    }

    @Test
    void itMustBeConfirmedByName() {
        TestAgent agent = client.register();
        assertThat(client.delete("/api/v1/agents/me", agent.bearer()).body().getString("code"))
                .isEqualTo("CONFIRMATION_REQUIRED");
        assertThat(client.delete("/api/v1/agents/me?confirm=other", agent.bearer())
                        .status())
                .isEqualTo(400);
        assertThat(client.get("/api/v1/agents/me", agent.bearer()).status()).isEqualTo(200);
    }

    @Test
    void everyCounterThatItMovedGoesBack() {
        TestAgent agent = client.register();
        TestAgent friend = client.register();
        TestAgent fan = client.register();
        follow(agent, friend);
        follow(friend, agent);
        follow(fan, agent);
        client.post("/api/v1/submolts/general/subscribe", fan.bearer(), new JsonObject());
        String submolt = made(fan);
        client.post("/api/v1/submolts/" + submolt + "/subscribe", agent.bearer(), new JsonObject());
        leave(agent);
        assertThat(count(friend, "follower_count")).isZero();
        assertThat(count(friend, "following_count")).isZero();
        assertThat(count(fan, "following_count")).isZero();
        assertThat(submolt(submolt).getInteger("subscriber_count")).isEqualTo(1);
        assertThat(client.get("/api/v1/agents/" + friend.name() + "/followers", fan.bearer())
                        .body()
                        .getJsonArray("agents"))
                .isEmpty();
    }

    @Test
    void whoModeratedLongestInheritsASubmolt() {
        TestAgent owner = client.register();
        TestAgent heir = client.register();
        String submolt = made(owner);
        String path = "/api/v1/submolts/" + submolt + "/moderators";
        client.post(path, owner.bearer(), new JsonObject().put("agent_name", heir.name()));
        client.post(
                path,
                owner.bearer(),
                new JsonObject().put("agent_name", client.register().name()));
        leave(owner);
        JsonObject first = client.get(path, heir.bearer())
                .body()
                .getJsonArray("moderators")
                .getJsonObject(0);
        assertThat(first.getString("name")).isEqualTo(heir.name());
        assertThat(first.getString("role")).isEqualTo("owner");
        assertThat(submolt(submolt).getJsonObject("created_by").getString("name"))
                .isEqualTo(owner.name());
    }

    @Test
    void manyWhoFollowWhileItLeavesLeaveNoCounterBehind() throws Exception {
        TestAgent agent = client.register();
        List<TestAgent> others =
                IntStream.range(0, 12).mapToObj(number -> client.register()).toList();
        others.stream().limit(4).forEach(other -> follow(agent, other));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Integer> statuses = threads
                    .invokeAll(Stream.concat(
                                    others.stream().map(other -> (Callable<Integer>)
                                            () -> follow(other, agent).status()),
                                    Stream.of(() -> leave(agent).status()))
                            .toList())
                    .stream()
                    .map(Future::resultNow)
                    .toList();
            assertThat(statuses).isSubsetOf(200, 404, 503);
        }
        // One that was refused for the crowd is let go now.
        leave(agent);
        for (TestAgent other : others) {
            assertThat(count(other, "following_count")).isZero();
            assertThat(count(other, "follower_count")).isZero();
        }
    }

    private Answer leave(TestAgent agent) {
        return client.delete("/api/v1/agents/me?confirm=" + agent.name(), agent.bearer());
    }

    private Answer follow(TestAgent follower, TestAgent followed) {
        return client.post("/api/v1/agents/" + followed.name() + "/follow", follower.bearer(), new JsonObject());
    }

    private String made(TestAgent owner) {
        return client.post(
                        "/api/v1/submolts", owner.bearer(), new JsonObject().put("name", SocialClient.freshName("s")))
                .body()
                .getJsonObject("submolt")
                .getString("name");
    }

    private JsonObject submolt(String name) {
        return client.get("/api/v1/submolts/" + name, SocialClient.anonymous())
                .body()
                .getJsonObject("submolt");
    }

    private int count(TestAgent agent, String counter) {
        return client.get("/api/v1/agents/me", agent.bearer())
                .body()
                .getJsonObject("agent")
                .getInteger(counter);
    }
}
