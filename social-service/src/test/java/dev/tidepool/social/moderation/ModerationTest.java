package dev.tidepool.social.moderation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.social.test.GatewayStandIn;
import dev.tidepool.social.test.SocialClient;
import dev.tidepool.social.test.SocialClient.Answer;
import dev.tidepool.social.test.SocialClient.TestAgent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayStandIn.class)
class ModerationTest {

    @Inject
    Pool pool;

    private final SocialClient client = new SocialClient();
    private TestAgent moderator = new TestAgent(new AgentId(UUID.randomUUID()), "-");
    private TestAgent author = moderator;
    private String submolt = "";
    private String post = "";

    @BeforeEach
    void writeAPostInASubmoltWithAModerator() {
        moderator = client.register();
        author = client.register();
        submolt = "m" + Long.toString(System.nanoTime(), 36);
        update(
                "INSERT INTO social.submolts (id, name, display_name, description, creator_id) VALUES ($1, $2, $2, '', $3)",
                UUID.randomUUID(),
                submolt,
                moderator.id().value());
        post = post(author);
    }

    @Test
    void onlyAModeratorPinsAndAtMostThree() {
        assertThat(act(author, "/pin", new JsonObject()).body().getString("code"))
                .isEqualTo("MODERATOR_REQUIRED");
        String path = "/api/v1/posts/" + post + "/pin";
        assertThat(client.post(path, moderator.bearer(), new JsonObject()).status())
                .isEqualTo(200);
        assertThat(client.post(path, moderator.bearer(), new JsonObject()).status())
                .as("again")
                .isEqualTo(200);
        assertThat(read().getBoolean("is_pinned")).isTrue();
        pin(post(client.register()));
        String third = post(client.register());
        pin(third);
        String fourth = post(client.register());
        assertThat(pin(fourth).body().getString("code")).isEqualTo("PIN_LIMIT_REACHED");
        assertThat(client.delete("/api/v1/posts/" + third + "/pin", moderator.bearer())
                        .status())
                .isEqualTo(200);
        assertThat(pin(fourth).status()).isEqualTo(200);
    }

    @Test
    void ofManyPinsAtOnceThreeAreTaken() throws Exception {
        List<String> posts = IntStream.range(0, 8)
                .mapToObj(number -> post(client.register()))
                .toList();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Integer>> pins = posts.stream()
                    .map(id -> (Callable<Integer>) () -> pin(id).status())
                    .toList();
            List<Integer> statuses =
                    threads.invokeAll(pins).stream().map(Future::resultNow).toList();
            assertThat(statuses).filteredOn(status -> status == 200).hasSize(3);
            assertThat(statuses).containsOnly(200, 409);
        }
    }

    @Test
    void aModeratorOfTheTableModeratesToo() {
        TestAgent other = client.register();
        update("""
                INSERT INTO social.moderators (submolt_id, agent_id, role, created_at)
                SELECT id, $2, 'moderator', now() FROM social.submolts WHERE name = $1""", submolt, other.id().value());
        assertThat(act(other, "/moderate", action("lock")).status()).isEqualTo(200);
    }

    @Test
    void aLockedPostTakesVotesButNoComments() {
        act(moderator, "/moderate", action("lock"));
        assertThat(read().getBoolean("is_locked")).isTrue();
        Answer refused = comment(client.register());
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body().getString("code")).isEqualTo("POST_LOCKED");
        assertThat(act(client.register(), "/upvote", new JsonObject()).status()).isEqualTo(200);
        act(moderator, "/moderate", action("unlock"));
        assertThat(comment(client.register()).status()).isEqualTo(201);
    }

    @Test
    void whatIsRemovedIsGoneWithItsCountsAndTheTrailTellsWhy() {
        String comment =
                comment(client.register()).body().getJsonObject("comment").getString("id");
        Answer removed = client.post("/api/v1/comments/" + comment + "/moderate", moderator.bearer(), action("spam"));
        assertThat(removed.status()).isEqualTo(200);
        assertThat(read().getInteger("comment_count")).isZero();
        JsonObject gone = client.get("/api/v1/comments/" + comment, author.bearer())
                .body()
                .getJsonObject("comment");
        assertThat(gone.getString("content")).isEqualTo("[deleted]");
        assertThat(gone.getBoolean("is_spam")).isTrue();
        act(moderator, "/moderate", action("remove"));
        assertThat(client.get("/api/v1/posts/" + post, author.bearer()).status())
                .isEqualTo(404);
        JsonArray trail = trail(moderator, "").body().getJsonArray("actions");
        assertThat(trail).hasSize(2);
        JsonObject latest = trail.getJsonObject(0);
        assertThat(latest.getString("action")).isEqualTo("remove");
        assertThat(latest.getString("target_id")).isEqualTo(post);
        assertThat(latest.getString("reason")).isEqualTo("because");
        assertThat(latest.getJsonObject("moderator").getString("name")).isEqualTo(moderator.name());
        assertThat(latest.getJsonObject("agent").getString("name")).isEqualTo(author.name());
        String cursor = trail(moderator, "?limit=1").body().getString("next_cursor");
        assertThat(trail(moderator, "?limit=1&cursor=" + cursor)
                        .body()
                        .getJsonArray("actions")
                        .getJsonObject(0))
                .isEqualTo(trail.getJsonObject(1));
        assertThat(trail(author, "").status()).isEqualTo(403);
    }

    @Test
    void aBannedAgentNeitherPostsNorCommentsThereUntilItsBanEnds() {
        TestAgent banned = client.register();
        String path = "/api/v1/submolts/" + submolt + "/bans/" + banned.name();
        assertThat(client.post(path, author.bearer(), new JsonObject()).status())
                .isEqualTo(403);
        assertThat(client.post(path, moderator.bearer(), new JsonObject().put("days", 366))
                        .status())
                .isEqualTo(400);
        assertThat(client.post(path, moderator.bearer(), new JsonObject().put("reason", "rude"))
                        .status())
                .isEqualTo(200);
        Answer refused = comment(banned);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body().getString("code")).isEqualTo("BANNED_FROM_SUBMOLT");
        assertThat(refused.body().getString("reason")).isEqualTo("rude");
        assertThat(refused.body().getString("banned_until")).isNotEmpty();
        assertThat(create(banned, submolt).status()).isEqualTo(403);
        assertThat(create(banned, "general").status())
                .as("elsewhere, and no interval burnt")
                .isEqualTo(201);
        client.delete(path, moderator.bearer());
        assertThat(comment(banned).status()).isEqualTo(201);
        String self = "/api/v1/submolts/" + submolt + "/bans/" + moderator.name();
        assertThat(client.post(self, moderator.bearer(), new JsonObject())
                        .body()
                        .getString("code"))
                .isEqualTo("MODERATOR_PROTECTED");
    }

    @Test
    void reportsQueueUpAndOneDecisionAnswersAllOfTheSame() {
        TestAgent first = client.register();
        JsonObject report = new JsonObject().put("reason", "spam").put("details", "buy now");
        assertThat(act(first, "/report", report).body().getString("action")).isEqualTo("reported");
        assertThat(act(first, "/report", report).body().getString("action")).isEqualTo("already_reported");
        assertThat(client.send(client.request(
                                        "/api/v1/posts/" + post + "/report",
                                        client.register().bearer())
                                .header("Content-Type", "application/json")
                                .POST(java.net.http.HttpRequest.BodyPublishers.noBody()))
                        .status())
                .isEqualTo(200);
        assertThat(act(author, "/report", report).body().getString("code")).isEqualTo("SELF_REPORT");
        assertThat(act(first, "/report", new JsonObject().put("reason", "bored"))
                        .status())
                .isEqualTo(400);
        String comment =
                comment(client.register()).body().getJsonObject("comment").getString("id");
        client.post("/api/v1/comments/" + comment + "/report", first.bearer(), report);
        JsonArray queue = queue();
        assertThat(queue).hasSize(3);
        assertThat(queue.getJsonObject(0).getString("details")).isEqualTo("buy now");
        assertThat(queue.getJsonObject(0).getJsonObject("reporter").getString("name"))
                .isEqualTo(first.name());
        assertThat(client.get("/api/v1/submolts/" + submolt + "/reports", first.bearer())
                        .status())
                .isEqualTo(403);
        String ofPost = queue.getJsonObject(0).getString("id");
        assertThat(resolve(first, ofPost, "remove").status()).isEqualTo(403);
        assertThat(resolve(moderator, ofPost, "burn").status()).isEqualTo(400);
        assertThat(resolve(moderator, queue.getJsonObject(2).getString("id"), "dismiss")
                        .status())
                .isEqualTo(200);
        assertThat(queue()).hasSize(2);
        assertThat(resolve(moderator, ofPost, "spam").status()).isEqualTo(200);
        assertThat(queue()).isEmpty();
        assertThat(client.get("/api/v1/posts/" + post, first.bearer()).status()).isEqualTo(404);
        assertThat(resolve(moderator, ofPost, "spam").status()).isEqualTo(404);
    }

    @Test
    void badRequestsAreRefusedWithoutHarm() {
        assertThat(act(moderator, "/moderate", action("burn")).status()).isEqualTo(400);
        assertThat(act(moderator, "/moderate", action("lock").put("reason", "x".repeat(501)))
                        .status())
                .isEqualTo(400);
        assertThat(act(moderator, "/moderate", action("lock").put("reason", "nul\0"))
                        .status())
                .isEqualTo(400);
        assertThat(client.postText("/api/v1/posts/" + post + "/moderate", moderator.bearer(), "null")
                        .status())
                .isEqualTo(400);
        assertThat(trail(moderator, "?cursor=x").status()).isEqualTo(400);
        assertThat(client.post("/api/v1/reports/x/resolve", moderator.bearer(), action("dismiss"))
                        .status())
                .isEqualTo(404);
        assertThat(read().getBoolean("is_locked")).isFalse();
    }

    private static JsonObject action(String action) {
        return new JsonObject().put("action", action).put("reason", "because");
    }

    private Answer act(TestAgent agent, String what, JsonObject body) {
        return client.post("/api/v1/posts/" + post + what, agent.bearer(), body);
    }

    private Answer pin(String id) {
        return client.post("/api/v1/posts/" + id + "/pin", moderator.bearer(), new JsonObject());
    }

    private Answer resolve(TestAgent agent, String report, String action) {
        return client.post("/api/v1/reports/" + report + "/resolve", agent.bearer(), action(action));
    }

    private Answer trail(TestAgent agent, String query) {
        return client.get("/api/v1/submolts/" + submolt + "/moderation" + query, agent.bearer());
    }

    private JsonArray queue() {
        return client.get("/api/v1/submolts/" + submolt + "/reports", moderator.bearer())
                .body()
                .getJsonArray("reports");
    }

    private Answer comment(TestAgent agent) {
        return client.post(
                "/api/v1/posts/" + post + "/comments", agent.bearer(), new JsonObject().put("content", "Hm"));
    }

    private Answer create(TestAgent agent, String where) {
        return client.post(
                "/api/v1/posts",
                agent.bearer(),
                new JsonObject().put("submolt", where).put("title", "Here"));
    }

    private String post(TestAgent agent) {
        return create(agent, submolt).body().getJsonObject("post").getString("id");
    }

    private JsonObject read() {
        return client.get("/api/v1/posts/" + post, author.bearer()).body().getJsonObject("post");
    }

    private void update(String sql, Object... values) {
        pool.preparedQuery(sql)
                .execute(Tuple.from(values))
                .subscribeAsCompletionStage()
                .join();
    }
}
