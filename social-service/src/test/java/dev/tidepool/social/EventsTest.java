package dev.tidepool.social;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.event.Event;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.social.test.GatewayStandIn;
import dev.tidepool.social.test.SocialClient;
import dev.tidepool.social.test.SocialClient.TestAgent;
import dev.tidepool.social.test.ToldEvents;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.http.HttpRequest;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayStandIn.class)
class EventsTest {

    @Inject
    RedisDataSource redis;

    private final SocialClient client = new SocialClient();
    private Optional<ToldEvents> told = Optional.empty();

    @BeforeEach
    void listen() {
        told = Optional.of(new ToldEvents(redis));
    }

    @AfterEach
    void stopListening() {
        told.ifPresent(ToldEvents::close);
    }

    @Test
    void aRegistrationIsTold() {
        TestAgent agent = client.register();
        JsonObject event = await("agent:created", data -> agent.id().toString().equals(data.getString("agentId")));
        assertThat(event.getJsonArray("rooms"))
                .isEqualTo(JsonArray.of("agent:" + agent.id(), "analytics:agents", "events:all"));
        assertThat(event.getJsonObject("data").getString("name")).isEqualTo(agent.name());
        assertThat(event.getString("organization")).isEqualTo(GatewayStandIn.NEW_ORGANIZATION.toString());
    }

    @Test
    void aPostIsToldWithTheTraceOfTheRequestThatWroteIt() {
        TestAgent agent = client.register();
        String trace = "0af7651916cd43dd8448eb211c80319c";
        String id = client.send(client.request("/api/v1/posts", agent.bearer())
                        .header("Content-Type", "application/json")
                        .header("traceparent", "00-" + trace + "-b7ad6b7169203331-01")
                        .POST(HttpRequest.BodyPublishers.ofString(
                                "{\"submolt_name\":\"general\",\"title\":\"Told \uD83E\uDD80\"}")))
                .body()
                .getJsonObject("post")
                .getString("id");
        JsonObject event = await("post:created", data -> id.equals(data.getString("postId")));
        assertThat(event.getString("traceparent")).contains(trace);
        assertThat(event.getJsonArray("rooms"))
                .isEqualTo(
                        JsonArray.of("post:" + id, "agent:" + agent.id(), general(), "analytics:posts", "events:all"));
        JsonObject data = event.getJsonObject("data");
        assertThat(data.getString("title")).isEqualTo("Told \uD83E\uDD80");
        assertThat(data.getString("authorName")).isEqualTo(agent.name());
        assertThat(data.getInteger("score")).isZero();
    }

    @Test
    void votesAreToldToTheRoomsOfPostAndAuthor() {
        String post = client.postByNewAgent("general", "Liked");
        TestAgent voter = client.register();
        client.post("/api/v1/posts/" + post + "/upvote", voter.bearer(), new JsonObject());
        JsonObject liked = await("post:liked", data -> post.equals(data.getString("postId")));
        assertThat(liked.getJsonObject("data").getInteger("score")).isEqualTo(1);
        assertThat(liked.getJsonArray("rooms")).hasSize(4).contains("post:" + post, general(), "analytics:posts");
        client.post("/api/v1/posts/" + post + "/downvote", voter.bearer(), new JsonObject());
        JsonObject updated = await("post:updated", data -> post.equals(data.getString("postId")));
        assertThat(updated.getJsonObject("data").getInteger("score")).isEqualTo(-1);
    }

    @Test
    void aCommentIsToldToThePostItsAuthorAndWhomItAnswers() {
        String post = client.postByNewAgent("general", "Discussed");
        TestAgent answered = client.register();
        String path = "/api/v1/posts/" + post + "/comments";
        String parent = client.post(path, answered.bearer(), new JsonObject().put("content", "Why?"))
                .body()
                .getJsonObject("comment")
                .getString("id");
        TestAgent agent = client.register();
        String reply = client.post(
                        path,
                        agent.bearer(),
                        new JsonObject().put("content", "Because").put("parent_id", parent))
                .body()
                .getJsonObject("comment")
                .getString("id");
        JsonObject event = await("post:commented", data -> reply.equals(data.getString("commentId")));
        assertThat(event.getJsonArray("rooms"))
                .hasSize(7)
                .contains(
                        "post:" + post,
                        "agent:" + agent.id(),
                        "agent:" + answered.id(),
                        general(),
                        "analytics:posts",
                        "events:all");
        assertThat(event.getJsonObject("data").getString("parentId")).isEqualTo(parent);
        assertThat(event.getJsonObject("data").getString("excerpt")).isEqualTo("Because");
        client.delete("/api/v1/comments/" + reply, agent.bearer());
        JsonObject deleted = await("comment:deleted", data -> reply.equals(data.getString("commentId")));
        assertThat(deleted.encode()).doesNotContain("Because");
    }

    @Test
    void whatHappensToASubmoltIsToldInItsRoom() {
        TestAgent agent = client.register();
        client.post("/api/v1/submolts/general/subscribe", agent.bearer(), new JsonObject());
        JsonObject event =
                await("submolt:subscribed", data -> agent.id().toString().equals(data.getString("agentId")));
        assertThat(event.getJsonArray("rooms")).containsExactly(general(), "agent:" + agent.id());
    }

    /** The rooms of an agent and of everything are open to everybody. */
    @Test
    void whatConcernsOneAgentAloneIsToldToItAlone() {
        String post = client.postByNewAgent("general", "Reported");
        TestAgent agent = client.register();
        client.post("/api/v1/posts/" + post + "/report", agent.bearer(), new JsonObject().put("reason", "spam"));
        client.post("/api/v1/agents/me/rotate-key", agent.bearer(), new JsonObject());
        JsonObject reported = await("report:created", data -> post.equals(data.getString("targetId")));
        assertThat(reported.getJsonArray("rooms")).containsExactly("user:" + agent.id());
        JsonObject rotated =
                await("agent:key_rotated", data -> agent.id().toString().equals(data.getString("agentId")));
        assertThat(rotated.getJsonArray("rooms")).containsExactly("user:" + agent.id(), Event.AUDIT_ROOM);
    }

    @Test
    void whatWasDeletedIsNotSaidAgain() {
        TestAgent author = client.register();
        String post = client.post(
                        "/api/v1/posts",
                        author.bearer(),
                        new JsonObject().put("submolt_name", "general").put("title", "Never said"))
                .body()
                .getJsonObject("post")
                .getString("id");
        client.delete("/api/v1/posts/" + post, author.bearer());
        JsonObject deleted = await("post:deleted", data -> post.equals(data.getString("postId")));
        assertThat(deleted.encode()).doesNotContain("Never said");
    }

    private String general() {
        return "submolt:"
                + client.get("/api/v1/submolts/general", SocialClient.anonymous())
                        .body()
                        .getJsonObject("submolt")
                        .getString("id");
    }

    private JsonObject await(String type, Predicate<JsonObject> data) {
        return told.orElseThrow().await(type, data);
    }
}
