package dev.tidepool.social.comment;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayStandIn.class)
class CommentingTest {

    @Inject
    Pool pool;

    private final SocialClient client = new SocialClient();
    private String post = "";

    @BeforeEach
    void writeAPost() {
        post = client.postByNewAgent("general", "Discuss");
    }

    @Test
    void aCommentHasTheWholeShapeAndIsReadBackTheSame() {
        TestAgent agent = client.register();
        Answer created = comment(agent, "First!", null);
        assertThat(created.status()).isEqualTo(201);
        JsonObject comment = created.body().getJsonObject("comment");
        assertThat(comment.fieldNames())
                .contains(
                        "id",
                        "post_id",
                        "parent_id",
                        "content",
                        "author_id",
                        "author",
                        "upvotes",
                        "downvotes",
                        "score",
                        "reply_count",
                        "is_deleted",
                        "depth",
                        "verification_status",
                        "created_at",
                        "updated_at",
                        "replies");
        assertThat(comment.getJsonObject("author").fieldNames())
                .contains(
                        "id",
                        "name",
                        "description",
                        "avatarUrl",
                        "karma",
                        "followerCount",
                        "followingCount",
                        "isClaimed",
                        "isActive",
                        "createdAt",
                        "lastActive");
        assertThat(comment.getJsonObject("author").getString("name")).isEqualTo(agent.name());
        assertThat(comment.getInteger("depth")).isZero();
        assertThat(get("/api/v1/comments/" + comment.getString("id")).getJsonObject("comment"))
                .isEqualTo(comment);
        assertThat(list("").getJsonArray("comments")).isEqualTo(JsonArray.of(comment));
    }

    @Test
    void repliesNestBelowWhatTheyAnswer() {
        String root = commented("root", null);
        String first = commented("first", root);
        String second = commented("second", root);
        String below = commented("below", first);
        JsonObject page = list("?sort=old");
        assertThat(page.getString("post_id")).isEqualTo(post);
        assertThat(page.getString("sort")).isEqualTo("old");
        assertThat(page.getInteger("count")).isEqualTo(1);
        JsonObject tree = page.getJsonArray("comments").getJsonObject(0);
        assertThat(tree.getString("id")).isEqualTo(root);
        assertThat(tree.getInteger("reply_count")).isEqualTo(2);
        assertThat(idsOf(tree.getJsonArray("replies"))).containsExactly(first, second);
        JsonObject answered = tree.getJsonArray("replies").getJsonObject(0);
        assertThat(idsOf(answered.getJsonArray("replies"))).containsExactly(below);
        assertThat(answered.getJsonArray("replies").getJsonObject(0).getInteger("depth"))
                .isEqualTo(2);
        assertThat(idsOf(list("?sort=old&parent_id=" + root).getJsonArray("comments")))
                .containsExactly(first, second);
    }

    @Test
    void theOtherClientsSpellingOfTheParentIsRead() {
        String root = commented("root", null);
        Answer reply = client.post(
                path(),
                client.register().bearer(),
                new JsonObject().put("content", "x").put("parentId", root));
        assertThat(reply.body().getJsonObject("comment").getString("parent_id")).isEqualTo(root);
    }

    @Test
    void repliesNestTenDeepAndNoDeeper() {
        String last = commented("0", null);
        for (int depth = 1; depth <= 10; depth++) {
            last = commented("at " + depth, last);
        }
        Answer tooDeep = comment(client.register(), "11", last);
        assertThat(tooDeep.status()).isEqualTo(400);
        assertThat(tooDeep.body().getString("code")).isEqualTo("COMMENT_TOO_DEEP");
        JsonObject tree = list("").getJsonArray("comments").getJsonObject(0);
        for (int depth = 1; depth <= 10; depth++) {
            tree = tree.getJsonArray("replies").getJsonObject(0);
        }
        assertThat(tree.getString("id")).isEqualTo(last);
    }

    @Test
    void aParentOfAnotherPostIsRefused() {
        String elsewhere = client.post(
                        "/api/v1/posts/" + client.postByNewAgent("general", "Other") + "/comments",
                        client.register().bearer(),
                        new JsonObject().put("content", "there"))
                .body()
                .getJsonObject("comment")
                .getString("id");
        Answer answer = comment(client.register(), "here", elsewhere);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().getString("code")).isEqualTo("PARENT_OF_ANOTHER_POST");
        assertThat(comment(client.register(), "nowhere", UUID.randomUUID().toString())
                        .status())
                .isEqualTo(404);
    }

    @Test
    void invalidCommentsStartNoInterval() {
        TestAgent agent = client.register();
        List<JsonObject> invalid = List.of(
                new JsonObject(),
                new JsonObject().put("content", " "),
                new JsonObject().put("content", "x".repeat(10_001)),
                new JsonObject().put("content", "nul\0"),
                new JsonObject().put("content", new JsonArray()),
                new JsonObject().put("content", "x").put("parent_id", "not an id"));
        for (JsonObject body : invalid) {
            Answer answer = client.post(path(), agent.bearer(), body);
            assertThat(answer.status()).as(body.encode()).isEqualTo(400);
        }
        for (String body : List.of("null", "", "[]", "{\"content\":\"half a pair: \\uD83E\"}")) {
            assertThat(client.postText(path(), agent.bearer(), body).status())
                    .as(body)
                    .isEqualTo(400);
        }
        Answer longest = comment(agent, "\uD83E\uDD80".repeat(10_000), null);
        assertThat(longest.status()).isEqualTo(201);
        assertThat(longest.body().getJsonObject("comment").getString("content"))
                .isEqualTo("\uD83E\uDD80".repeat(10_000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"'; DROP TABLE social.comments; --", "<script>alert(1)</script>", "\u202Eمرحبا\u200B"})
    void anyTextIsStoredAsText(String text) {
        Answer created = comment(client.register(), text, null);
        assertThat(created.body().getJsonObject("comment").getString("content")).isEqualTo(text);
    }

    @Test
    void countersMoveWithCommentsAndTheirDeletion() {
        TestAgent agent = client.register();
        String id = comment(agent, "mine", null).body().getJsonObject("comment").getString("id");
        assertThat(commentsOfPost()).isEqualTo(1);
        assertThat(commentsOf(agent)).isEqualTo(1);
        assertThat(client.delete("/api/v1/comments/" + id, client.register().bearer())
                        .status())
                .isEqualTo(403);
        assertThat(client.delete("/api/v1/comments/" + id, agent.bearer()).status())
                .isEqualTo(200);
        assertThat(commentsOfPost()).isZero();
        assertThat(commentsOf(agent)).isZero();
        assertThat(list("").getJsonArray("comments")).isEmpty();
        assertThat(client.delete("/api/v1/comments/" + id, agent.bearer()).status())
                .isEqualTo(404);
        JsonObject deleted = get("/api/v1/comments/" + id).getJsonObject("comment");
        assertThat(deleted.getString("content")).isEqualTo("[deleted]");
        assertThat(deleted.getJsonObject("author").getString("name")).isEqualTo(agent.name());
    }

    @Test
    void aDeletedCommentStaysAsLongAsItHasReplies() {
        TestAgent above = client.register();
        TestAgent middle = client.register();
        TestAgent below = client.register();
        String root =
                comment(above, "root", null).body().getJsonObject("comment").getString("id");
        String reply =
                comment(middle, "reply", root).body().getJsonObject("comment").getString("id");
        String last =
                comment(below, "last", reply).body().getJsonObject("comment").getString("id");
        client.delete("/api/v1/comments/" + root, above.bearer());
        client.delete("/api/v1/comments/" + reply, middle.bearer());
        JsonObject tree = list("").getJsonArray("comments").getJsonObject(0);
        assertThat(tree.getString("content")).isEqualTo("[deleted]");
        assertThat(tree.getBoolean("is_deleted")).isTrue();
        assertThat(tree.getInteger("reply_count")).isEqualTo(1);
        assertThat(comment(client.register(), "to nobody", root).status()).isEqualTo(404);
        client.delete("/api/v1/comments/" + last, below.bearer());
        assertThat(list("").getJsonArray("comments")).isEmpty();
        assertThat(commentsOfPost()).isZero();
    }

    @Test
    void rootsArePagedInEveryOrderEachExactlyOnce() {
        List<String> roots = IntStream.range(0, 7)
                .mapToObj(number -> commented("no " + number, null))
                .toList();
        vote(roots.get(3), "upvote");
        vote(roots.get(3), "upvote");
        vote(roots.get(5), "upvote");
        vote(roots.get(1), "downvote");
        vote(roots.get(6), "upvote");
        vote(roots.get(6), "downvote");
        assertThat(walk("old")).containsExactlyElementsOf(roots);
        assertThat(walk("new")).containsExactlyElementsOf(roots.reversed());
        assertThat(walk("top")).startsWith(roots.get(3), roots.get(5)).endsWith(roots.get(1));
        assertThat(walk("best")).startsWith(roots.get(3), roots.get(5)).endsWith(roots.get(1));
        assertThat(walk("controversial")).startsWith(roots.get(6));
        for (String sort : List.of("best", "top", "controversial")) {
            assertThat(walk(sort)).containsExactlyInAnyOrderElementsOf(roots);
        }
    }

    @Test
    void aPageHoldsAtMostSoManyRepliesAndSaysWhereMoreAre() {
        String root = commented("root", null);
        String other = commented("other", null);
        insertReplies(root, 310);
        JsonArray comments = list("?sort=old").getJsonArray("comments");
        assertThat(idsOf(comments)).containsExactly(root, other);
        JsonObject tree = comments.getJsonObject(0);
        assertThat(tree.getInteger("reply_count")).isEqualTo(310);
        assertThat(tree.getJsonArray("replies")).hasSize(300);
        assertThat(tree.getBoolean("has_more_replies")).isTrue();
        assertThat(comments.getJsonObject(1).getBoolean("has_more_replies")).isFalse();
        assertThat(walk("old&parent_id=" + root)).hasSize(310).doesNotHaveDuplicates();
    }

    @Test
    void aBadParameterIsA400ThatNamesIt() {
        commented("one", null);
        commented("two", null);
        String cursor = list("?limit=1&sort=old").getString("next_cursor");
        String reader = SocialClient.anonymous();
        assertThat(client.get(path() + "?limit=1&sort=old&cursor=" + cursor, reader)
                        .status())
                .isEqualTo(200);
        for (String query : List.of(
                "?sort=hot",
                "?limit=0",
                "?limit=101",
                "?limit=x",
                "?parent_id=x",
                "?cursor=x",
                "?sort=new&cursor=" + cursor)) {
            Answer answer = client.get(path() + query, reader);
            assertThat(answer.status()).as(query).isEqualTo(400);
            assertThat(answer.body().getString("field")).isNotEmpty();
        }
        assertThat(client.get("/api/v1/posts/" + UUID.randomUUID() + "/comments", reader)
                        .status())
                .isEqualTo(404);
        assertThat(client.get("/api/v1/posts/x/comments", reader).status()).isEqualTo(404);
        assertThat(client.get("/api/v1/comments/x", reader).status()).isEqualTo(404);
    }

    @Test
    void commentsOfADeletedPostAreGone() {
        TestAgent author = client.register();
        String own = client.post(
                        "/api/v1/posts",
                        author.bearer(),
                        new JsonObject().put("submolt", "general").put("title", "Soon gone"))
                .body()
                .getJsonObject("post")
                .getString("id");
        TestAgent commenter = client.register();
        String id = client.post(
                        "/api/v1/posts/" + own + "/comments", commenter.bearer(), new JsonObject().put("content", "hm"))
                .body()
                .getJsonObject("comment")
                .getString("id");
        client.delete("/api/v1/posts/" + own, author.bearer());
        String reader = SocialClient.anonymous();
        assertThat(client.get("/api/v1/posts/" + own + "/comments", reader).status())
                .isEqualTo(404);
        assertThat(client.get("/api/v1/comments/" + id, reader).status()).isEqualTo(404);
        assertThat(client.delete("/api/v1/comments/" + id, commenter.bearer()).status())
                .isEqualTo(404);
        assertThat(client.post(
                                "/api/v1/comments/" + id + "/upvote",
                                client.register().bearer(),
                                new JsonObject())
                        .status())
                .isEqualTo(404);
    }

    @Test
    void aNewAgentCommentsOnceAMinuteAndAnOlderOneEveryTwentySeconds() {
        TestAgent agent = client.register();
        String id = comment(agent, "one", null).body().getJsonObject("comment").getString("id");
        Answer tooSoon = comment(agent, "two", null);
        assertThat(tooSoon.status()).isEqualTo(429);
        assertThat(tooSoon.body().fieldNames())
                .contains(
                        "retryAfter",
                        "retryAfterMinutes",
                        "retry_after_seconds",
                        "retry_after_minutes",
                        "daily_remaining",
                        "remaining",
                        "reset_at");
        assertThat(tooSoon.body().getInteger("retryAfter")).isBetween(21, 60);
        assertThat(tooSoon.body().getInteger("daily_remaining")).isEqualTo(19);
        update(
                "UPDATE social.agents SET created_at = now() - interval '2 days' WHERE id = $1",
                agent.id().value());
        update("UPDATE social.comments SET created_at = now() - interval '20 s' WHERE id = $1", UUID.fromString(id));
        assertThat(comment(agent, "two", null).status()).isEqualTo(201);
    }

    @Test
    void theDaysCommentsAreCounted() {
        TestAgent agent = client.register();
        String id = comment(agent, "one", null).body().getJsonObject("comment").getString("id");
        insertEarlier(id, 19, "2 hours");
        update("UPDATE social.comments SET created_at = now() - interval '2 hours' WHERE id = $1", UUID.fromString(id));
        Answer refused = comment(agent, "one too many", null);
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.body().getInteger("daily_remaining")).isZero();
        assertThat(refused.body().getInteger("retryAfter")).isBetween(21 * 3600, 22 * 3600);
        update(
                "UPDATE social.comments SET created_at = now() - interval '25 hours' WHERE id = $1",
                UUID.fromString(id));
        assertThat(comment(agent, "one more", null).status()).isEqualTo(201);
    }

    @Test
    void ofManyCommentsAtOnceExactlyOneIsWithinTheLimit() throws Exception {
        TestAgent agent = client.register();
        List<Callable<Integer>> calls = IntStream.range(0, 16)
                .mapToObj(number -> (Callable<Integer>)
                        () -> comment(agent, "no " + number, null).status())
                .toList();
        assertThat(inParallel(calls)).containsOnlyOnce(201).containsOnly(201, 429);
        assertThat(commentsOf(agent)).isEqualTo(1);
        assertThat(commentsOfPost()).isEqualTo(1);
    }

    @Test
    void countersAreExactWhenManyCommentVoteAndDeleteAtOnce() throws Exception {
        String root = commented("root", null);
        List<TestAgent> agents =
                IntStream.range(0, 24).mapToObj(number -> client.register()).toList();
        List<Callable<Integer>> calls = agents.stream()
                .map(agent -> (Callable<Integer>) () -> commentVoteAndPerhapsDelete(agent, root))
                .toList();
        int left = inParallel(calls).stream().mapToInt(Integer::intValue).sum();
        JsonObject tree = list("").getJsonArray("comments").getJsonObject(0);
        assertThat(tree.getInteger("reply_count")).isEqualTo(left);
        assertThat(tree.getJsonArray("replies")).hasSize(left);
        assertThat(tree.getInteger("upvotes")).isEqualTo(24);
        assertThat(tree.getJsonObject("author").getInteger("karma")).isEqualTo(24);
        assertThat(commentsOfPost()).isEqualTo(1 + left);
    }

    private int commentVoteAndPerhapsDelete(TestAgent agent, String root) {
        String id =
                comment(agent, "reply", root).body().getJsonObject("comment").getString("id");
        client.post("/api/v1/comments/" + root + "/upvote", agent.bearer(), new JsonObject());
        if (agent.id().hashCode() % 2 == 0) {
            return 1;
        }
        client.delete("/api/v1/comments/" + id, agent.bearer());
        return 0;
    }

    private static <T> List<T> inParallel(List<Callable<T>> calls) throws InterruptedException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return threads.invokeAll(calls).stream().map(Future::resultNow).toList();
        }
    }

    private String path() {
        return "/api/v1/posts/" + post + "/comments";
    }

    private Answer comment(TestAgent agent, String content, String parent) {
        return client.post(
                path(), agent.bearer(), new JsonObject().put("content", content).put("parent_id", parent));
    }

    /** By an agent registered for it, so that no interval is in the way. */
    private String commented(String content, String parent) {
        Answer answer = comment(client.register(), content, parent);
        assertThat(answer.status()).as(answer.body().encode()).isEqualTo(201);
        return answer.body().getJsonObject("comment").getString("id");
    }

    private void vote(String comment, String vote) {
        client.post(
                "/api/v1/comments/" + comment + "/" + vote, client.register().bearer(), new JsonObject());
    }

    private JsonObject get(String path) {
        return client.get(path, SocialClient.anonymous()).body();
    }

    private JsonObject list(String query) {
        return get(path() + query);
    }

    private List<String> walk(String sort) {
        JsonObject page = list("?limit=2&sort=" + sort);
        List<String> ids = new java.util.ArrayList<>(idsOf(page.getJsonArray("comments")));
        while (page.getBoolean("has_more")) {
            page = list("?limit=2&sort=" + sort + "&cursor=" + page.getString("next_cursor"));
            ids.addAll(idsOf(page.getJsonArray("comments")));
        }
        return ids;
    }

    private static List<String> idsOf(JsonArray comments) {
        return comments.stream()
                .map(JsonObject.class::cast)
                .map(comment -> comment.getString("id"))
                .toList();
    }

    private int commentsOfPost() {
        return get("/api/v1/posts/" + post).getJsonObject("post").getInteger("comment_count");
    }

    private int commentsOf(TestAgent agent) {
        return client.get("/api/v1/agents/me", agent.bearer())
                .body()
                .getJsonObject("agent")
                .getInteger("comments_count");
    }

    private void insertReplies(String root, int count) {
        update("""
                INSERT INTO social.comments (id, post_id, parent_id, root_id, author_id, depth, content, best_rank,
                                             controversy_rank, created_at, updated_at)
                SELECT gen_random_uuid(), post_id, id, id, author_id, 1, 'reply', best_rank, controversy_rank,
                       created_at + number * interval '1 ms', updated_at
                FROM social.comments, generate_series(1, $2) AS number WHERE id = $1""", UUID.fromString(root), count);
        update("UPDATE social.comments SET reply_count = $2 WHERE id = $1", UUID.fromString(root), count);
    }

    private void insertEarlier(String comment, int count, String age) {
        update("""
                INSERT INTO social.comments (id, post_id, root_id, author_id, depth, content, best_rank,
                                             controversy_rank, created_at, updated_at)
                SELECT fresh.id, post_id, fresh.id, author_id, 0, content, best_rank, controversy_rank,
                       now() - $3::text::interval, updated_at
                FROM social.comments c, (SELECT gen_random_uuid() AS id FROM generate_series(1, $2)) AS fresh
                WHERE c.id = $1""", UUID.fromString(comment), count, age);
    }

    private void update(String sql, Object... values) {
        pool.preparedQuery(sql)
                .execute(Tuple.from(values))
                .subscribeAsCompletionStage()
                .join();
    }
}
