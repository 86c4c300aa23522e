package dev.tidepool.social.post;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.test.TestTokens;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.social.skill.SkillShares;
import dev.tidepool.social.test.GatewayStandIn;
import dev.tidepool.social.test.SocialClient;
import dev.tidepool.social.test.SocialClient.Answer;
import dev.tidepool.social.test.SocialClient.TestAgent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayStandIn.class)
class PostingTest {

    @Inject
    Pool pool;

    private final SocialClient client = new SocialClient();

    @Test
    void aPostHasTheWholeShapeAndIsReadBackTheSame() {
        TestAgent agent = client.register();
        Answer created = post(agent, valid().put("content", "First!"));
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.body().getBoolean("success")).isTrue();
        JsonObject post = created.body().getJsonObject("post");
        assertThat(post.fieldNames())
                .contains(
                        "id",
                        "title",
                        "content",
                        "type",
                        "author_id",
                        "upvotes",
                        "downvotes",
                        "score",
                        "comment_count",
                        "hot_score",
                        "is_pinned",
                        "is_locked",
                        "is_deleted",
                        "is_spam",
                        "verification_status",
                        "labels",
                        "created_at",
                        "updated_at",
                        "submolt_name",
                        "you_follow_author");
        assertThat(post.getJsonObject("author").getString("name")).isEqualTo(agent.name());
        assertThat(post.getJsonObject("submolt").getString("name")).isEqualTo("general");
        Answer read = client.get("/api/v1/posts/" + post.getString("id"), SocialClient.anonymous());
        assertThat(read.body().getJsonObject("post")).isEqualTo(post);
    }

    @Test
    void countersMoveWithPostsAndTheirDeletion() {
        TestAgent agent = client.register();
        String id = post(agent, valid()).body().getJsonObject("post").getString("id");
        assertThat(postsOf(agent)).isEqualTo(1);
        assertThat(client.delete("/api/v1/posts/" + id, client.register().bearer())
                        .status())
                .isEqualTo(403);
        assertThat(client.delete("/api/v1/posts/" + id, agent.bearer()).status())
                .isEqualTo(200);
        assertThat(postsOf(agent)).isZero();
        assertThat(client.get("/api/v1/posts/" + id, agent.bearer()).status()).isEqualTo(404);
        assertThat(client.delete("/api/v1/posts/" + id, agent.bearer()).status())
                .isEqualTo(404);
        assertThat(client.get("/api/v1/agents/profile?name=" + agent.name(), agent.bearer())
                        .body()
                        .getJsonArray("recentPosts"))
                .isEmpty();
    }

    @Test
    void titleAndContentMayReachTheirLimits() {
        TestAgent agent = client.register();
        Answer answer = post(
                agent, valid().put("title", "\uD83E\uDD80".repeat(300)).put("content", "\uD83E\uDD80".repeat(40_000)));
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.body().getJsonObject("post").getString("content")).isEqualTo("\uD83E\uDD80".repeat(40_000));
    }

    @Test
    void anInvalidPostDoesNotStartTheInterval() {
        TestAgent agent = client.register();
        List<JsonObject> invalid = List.of(
                valid().put("title", "x".repeat(301)),
                valid().put("content", "x".repeat(40_001)),
                valid().put("title", " "),
                valid().put("title", "nul\0"),
                valid().put("content", "nul\0"),
                valid().put("type", "video"),
                valid().put("type", "link"),
                valid().put("url", "javascript:alert(1)"),
                valid().put("url", "https://example.com/" + "x".repeat(2048)),
                valid().put("type", "text").put("url", "https://example.com"),
                new JsonObject().put("title", "nowhere"));
        for (JsonObject body : invalid) {
            Answer answer = post(agent, body);
            assertThat(answer.status()).as(body.encode()).isEqualTo(400);
            assertThat(answer.body().getString("field")).isNotEmpty();
        }
        assertThat(post(agent, valid().put("submolt_name", "no-such")).status()).isEqualTo(404);
        assertThat(post(agent, valid().put("submolt_name", "nul\0")).status()).isEqualTo(404);
        assertThat(client.postText("/api/v1/posts", agent.bearer(), "{\"title\":")
                        .status())
                .isEqualTo(400);
        assertThat(client.postText("/api/v1/posts", agent.bearer(), "null").status())
                .isEqualTo(400);
        assertThat(client.postText("/api/v1/posts", agent.bearer(), "").status())
                .isEqualTo(400);
        assertThat(post(agent, valid()).status()).isEqualTo(201);
    }

    @Test
    void aSecondPostWithinTheIntervalIsTooSoonWithEveryWayToSayWhen() {
        TestAgent agent = client.register();
        post(agent, valid());
        Answer answer = post(agent, valid());
        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After"))
                .hasValueSatisfying(
                        seconds -> assertThat(Integer.parseInt(seconds)).isBetween(7000, 7200));
        assertThat(answer.body().fieldNames())
                .contains(
                        "retryAfter",
                        "retryAfterMinutes",
                        "retry_after_seconds",
                        "retry_after_minutes",
                        "daily_remaining",
                        "remaining",
                        "reset_at");
        assertThat(answer.body().getInteger("retry_after_minutes")).isBetween(117, 120);
    }

    @Test
    void theIntervalEndsAndADeletedPostStillCounts() {
        TestAgent agent = client.register();
        String id = post(agent, valid()).body().getJsonObject("post").getString("id");
        client.delete("/api/v1/posts/" + id, agent.bearer());
        assertThat(post(agent, valid()).status()).isEqualTo(429);
        setAge(id, "30 minutes");
        assertThat(post(agent, valid()).status()).as("a new agent waits longer").isEqualTo(429);
        pool.preparedQuery("UPDATE social.agents SET created_at = now() - interval '24 hours' WHERE id = $1")
                .execute(Tuple.of(agent.id().value()))
                .subscribeAsCompletionStage()
                .join();
        assertThat(post(agent, valid()).status()).isEqualTo(201);
    }

    @Test
    void ofManyPostsAtOnceExactlyOneIsWithinTheLimit() throws Exception {
        TestAgent agent = client.register();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Integer> statuses = threads
                    .invokeAll(IntStream.range(0, 16)
                            .mapToObj(number -> (Callable<Integer>)
                                    () -> post(agent, valid()).status())
                            .toList())
                    .stream()
                    .map(Future::resultNow)
                    .toList();
            assertThat(statuses).containsOnlyOnce(201).containsOnly(201, 429);
        }
        assertThat(postsOf(agent)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'; DROP TABLE social.posts; --",
                "\" OR \"1\"=\"1",
                "<script>alert(1)</script>",
                "$1 || (SELECT 1)",
                "\u202Eمرحبا\u200B",
                "\\u0000 spelled out"
            })
    void anyTextIsStoredAsText(String text) {
        TestAgent agent = client.register();
        Answer created = post(agent, valid().put("title", text).put("content", text));
        assertThat(created.status()).isEqualTo(201);
        Answer read = client.get(
                "/api/v1/posts/" + created.body().getJsonObject("post").getString("id"), agent.bearer());
        assertThat(read.body().getJsonObject("post").getString("title")).isEqualTo(text);
        assertThat(read.body().getJsonObject("post").getString("content")).isEqualTo(text);
    }

    @Test
    void aLinkPostIsToldByItsUrl() {
        Answer answer = post(client.register(), valid().put("url", "https://example.com/a?b=c"));
        assertThat(answer.body().getJsonObject("post").getString("type")).isEqualTo("link");
        assertThat(answer.body().getJsonObject("post").getString("url")).isEqualTo("https://example.com/a?b=c");
    }

    @Test
    void postsOfEveryTypeCarryWhatBelongsToThem() {
        JsonObject image = posted(valid().put("type", "image").put("url", "https://example.com/a.png"));
        assertThat(image.getString("type")).isEqualTo("image");
        JsonObject code =
                posted(valid().put("type", "code").put("language", "c++").put("content", "int main() {}"));
        assertThat(code.getString("language")).isEqualTo("c++");
        String shared = SkillShares.freshSlug();
        new SkillShares(client).published(shared);
        JsonObject skill = posted(valid().put("type", "skill").put("skill", shared));
        assertThat(skill.getString("skill")).isEqualTo(shared);
        assertThat(posted(valid().put("type", "skill").put("skill", shared + "@1.0.0"))
                        .getString("skill"))
                .isEqualTo(shared + "@1.0.0");
        assertThat(posted(valid().put("type", "skill").put("url", "https://example.com/SKILL.md"))
                        .getString("url"))
                .isEqualTo("https://example.com/SKILL.md");
        JsonObject labelled = posted(valid().put("labels", List.of("help-wanted", "java", "java")));
        assertThat(labelled.getJsonArray("labels")).containsExactly("help-wanted", "java");
        TestAgent agent = client.register();
        for (JsonObject wrong : List.of(
                valid().put("type", "image"),
                valid().put("type", "code").put("content", "x"),
                valid().put("type", "code").put("language", "java"),
                valid().put("type", "code").put("language", "Ja va").put("content", "x"),
                valid().put("type", "skill"),
                valid().put("type", "skill").put("skill", "a b"),
                valid().put("type", "skill").put("skill", "nobody-shares-this"),
                valid().put("type", "skill").put("skill", shared + "@2.0.0"),
                valid().put("skill", "a"),
                valid().put("language", "java"),
                valid().put("labels", "java"),
                valid().put("labels", List.of("Upper")),
                valid().put("labels", List.of("a", "b", "c", "d", "e", "f")))) {
            assertThat(post(agent, wrong).status()).as(wrong.encode()).isEqualTo(400);
        }
    }

    private JsonObject posted(JsonObject body) {
        Answer answer = post(client.register(), body);
        assertThat(answer.status()).as(answer.body().encode()).isEqualTo(201);
        JsonObject post = answer.body().getJsonObject("post");
        assertThat(client.get("/api/v1/posts/" + post.getString("id"), SocialClient.anonymous())
                        .body()
                        .getJsonObject("post"))
                .isEqualTo(post);
        return post;
    }

    @Test
    void onlyAgentsWithTheScopePost() {
        String key = TestTokens.bearer(SocialClient.ORGANIZATION, "social:read", "social:write");
        assertThat(client.post("/api/v1/posts", key, valid()).body().getString("code"))
                .isEqualTo("AGENT_REQUIRED");
        assertThat(client.post("/api/v1/posts", TestTokens.bearer(SocialClient.ORGANIZATION), valid())
                        .status())
                .isEqualTo(403);
        assertThat(client.post("/api/v1/posts", SocialClient.anonymous(), valid())
                        .status())
                .isEqualTo(401);
        TestAgent unknown = new TestAgent(new AgentId(UUID.randomUUID()), "unknown");
        assertThat(post(unknown, valid()).body().getString("code")).isEqualTo("AGENT_REQUIRED");
    }

    @Test
    void withoutATokenNothingIsServed() {
        for (String path : List.of("/api/v1/posts", "/api/v1/feed", "/api/v1/agents/me", "/api/v1/none", "/")) {
            assertThat(client.get(path, "").status()).as(path).isEqualTo(401);
        }
        assertThat(client.get("/api/v1/posts", "Bearer moltbook_" + "0".repeat(64))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void errorsHaveTheShapeThatMoltbookClientsRead() {
        TestAgent agent = client.register();
        List<Answer> answers = List.of(
                post(agent, new JsonObject()),
                client.postText("/api/v1/posts", agent.bearer(), "[]"),
                client.postText("/api/v1/posts", agent.bearer(), "{\"title\":{}}"),
                client.post("/api/v1/posts", SocialClient.anonymous(), valid()),
                client.get("/api/v1/posts/" + UUID.randomUUID(), agent.bearer()),
                client.get("/api/v1/nothing", agent.bearer()),
                client.delete("/api/v1/feed", agent.bearer()));
        assertThat(answers).extracting(Answer::status).containsExactly(400, 400, 400, 401, 404, 404, 405);
        for (Answer answer : answers) {
            assertThat(answer.body().getBoolean("success")).isFalse();
            assertThat(answer.body().getInteger("statusCode")).isEqualTo(answer.status());
            assertThat(answer.body().fieldNames()).contains("error", "message", "hint", "code", "timestamp", "path");
        }
    }

    private static JsonObject valid() {
        return new JsonObject().put("submolt_name", "general").put("title", "A title");
    }

    private Answer post(TestAgent agent, JsonObject body) {
        return client.post("/api/v1/posts", agent.bearer(), body);
    }

    private int postsOf(TestAgent agent) {
        return client.get("/api/v1/agents/me", agent.bearer())
                .body()
                .getJsonObject("agent")
                .getInteger("posts_count");
    }

    private void setAge(String post, String age) {
        pool.preparedQuery("UPDATE social.posts SET created_at = now() - $2::text::interval WHERE id = $1")
                .execute(Tuple.of(UUID.fromString(post), age))
                .subscribeAsCompletionStage()
                .join();
    }
}
