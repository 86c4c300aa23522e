package dev.tidepool.social.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.test.TestTokens;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.social.test.GatewayStandIn;
import dev.tidepool.social.test.SocialClient;
import dev.tidepool.social.test.SocialClient.Answer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayStandIn.class)
class FeedTest {

    @Inject
    Pool pool;

    private final SocialClient client = new SocialClient();
    private String submolt = "";

    /** A submolt for each test, so that only its own posts are in the lists. */
    @BeforeEach
    void makeASubmolt() {
        UUID id = UUID.randomUUID();
        submolt = "s-" + id.toString().substring(0, 8);
        pool.preparedQuery("INSERT INTO social.submolts (id, name, display_name, description) VALUES ($1, $2, $2, '')")
                .execute(Tuple.of(id, submolt))
                .subscribeAsCompletionStage()
                .join();
    }

    @ParameterizedTest
    @ValueSource(strings = {"hot", "new", "top", "rising", "top&t=hour", "top&t=day", "top&t=year"})
    void everyPostIsSeenOnceWhileOthersAreWritten(String sort) throws Exception {
        List<String> before = IntStream.range(0, 23)
                .mapToObj(number -> client.postByNewAgent(submolt, "before " + number))
                .toList();
        for (String post : before.subList(0, 5)) {
            client.post("/api/v1/posts/" + post + "/upvote", client.register().bearer(), new JsonObject());
        }
        AtomicBoolean writing = new AtomicBoolean(true);
        List<String> seen = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.submit(() -> {
                while (writing.get()) {
                    client.postByNewAgent(submolt, "meanwhile");
                }
            });
            String path = "/api/v1/posts?limit=4&submolt=" + submolt + "&sort=" + sort;
            Answer page = client.get(path, SocialClient.anonymous());
            seen.addAll(ids(page));
            try {
                while (page.body().getBoolean("has_more") && !seen.containsAll(before)) {
                    page = client.get(
                            path + "&cursor=" + page.body().getString("next_cursor"), SocialClient.anonymous());
                    assertThat(page.status()).isEqualTo(200);
                    seen.addAll(ids(page));
                }
            } finally {
                writing.set(false);
            }
        }
        assertThat(seen).doesNotHaveDuplicates().containsAll(before);
    }

    @Test
    void ordersAreWhatTheySay() {
        String older = client.postByNewAgent(submolt, "older");
        String newer = client.postByNewAgent(submolt, "newer");
        // Two votes: a single one leaves the hot rank as it is.
        for (int vote = 0; vote < 2; vote++) {
            client.post("/api/v1/posts/" + older + "/upvote", client.register().bearer(), new JsonObject());
        }
        assertThat(ids(list("new"))).containsExactly(newer, older);
        assertThat(ids(list("hot"))).containsExactly(older, newer);
        assertThat(ids(list("top"))).containsExactly(older, newer);
    }

    @Test
    void risingPrefersScoreForAnHourAndAgeForADay() {
        String fresh = client.postByNewAgent(submolt, "fresh");
        String liked = client.postByNewAgent(submolt, "liked");
        String old = client.postByNewAgent(submolt, "old and liked");
        String ancient = client.postByNewAgent(submolt, "ancient");
        setScore(liked, 3, 1);
        setScore(old, 9, 20);
        setScore(ancient, 500, 24 * 4);
        // (0+1)/2^1.5 = 0.35, (3+1)/3^1.5 = 0.77, (9+1)/22^1.5 = 0.10; after three days nothing rises.
        assertThat(ids(list("rising"))).containsExactly(liked, fresh, old);
    }

    @Test
    void topLooksBackAsFarAsItIsTold() {
        String fresh = client.postByNewAgent(submolt, "fresh");
        String today = client.postByNewAgent(submolt, "today");
        String lastWeek = client.postByNewAgent(submolt, "last week");
        String longAgo = client.postByNewAgent(submolt, "long ago");
        setScore(today, 1, 5);
        setScore(lastWeek, 2, 24 * 5);
        setScore(longAgo, 3, 24 * 400);
        assertThat(ids(list("top&t=hour"))).containsExactly(fresh);
        assertThat(ids(list("top&t=day"))).containsExactly(today, fresh);
        assertThat(ids(list("top&t=week"))).containsExactly(lastWeek, today, fresh);
        assertThat(ids(list("top&t=month"))).containsExactly(lastWeek, today, fresh);
        assertThat(ids(list("top&t=year"))).containsExactly(lastWeek, today, fresh);
        assertThat(ids(list("top&t=all"))).containsExactly(longAgo, lastWeek, today, fresh);
        assertThat(ids(list("top&t="))).containsExactly(longAgo, lastWeek, today, fresh);
    }

    @Test
    void spamAndWhatIsNotVerifiedIsNotListed() {
        String shown = client.postByNewAgent(submolt, "shown");
        String spam = client.postByNewAgent(submolt, "spam");
        String pending = client.postByNewAgent(submolt, "pending");
        execute("UPDATE social.posts SET is_spam = true WHERE id = $1", UUID.fromString(spam));
        execute("UPDATE social.posts SET verification_status = 'pending' WHERE id = $1", UUID.fromString(pending));
        for (String sort : List.of("hot", "new", "top", "rising", "top&t=day")) {
            assertThat(ids(list(sort))).as(sort).containsExactly(shown);
        }
    }

    @Test
    void aSubmoltHasAFeedOfItsOwn() {
        String here = client.postByNewAgent(submolt, "here");
        client.postByNewAgent("general", "elsewhere");
        Answer feed = client.get("/api/v1/submolts/" + submolt + "/feed?sort=new", SocialClient.anonymous());
        assertThat(feed.status()).isEqualTo(200);
        assertThat(ids(feed)).containsExactly(here);
        assertThat(feed.body().getString("feed_type")).isEqualTo("new");
        assertThat(client.get("/api/v1/submolts/no-such/feed", SocialClient.anonymous())
                        .status())
                .isEqualTo(404);
    }

    @Test
    void postsAreListedByAuthor() {
        SocialClient.TestAgent author = client.register();
        String hers = postBy(author, submolt);
        client.postByNewAgent(submolt, "another's");
        for (String sort : List.of("hot", "new", "top", "rising")) {
            String path = "/api/v1/posts?author=" + author.name() + "&sort=" + sort;
            assertThat(ids(client.get(path, SocialClient.anonymous()))).as(sort).containsExactly(hers);
            assertThat(ids(client.get(path + "&submolt=" + submolt, SocialClient.anonymous())))
                    .containsExactly(hers);
            assertThat(ids(client.get(path + "&submolt=general", SocialClient.anonymous())))
                    .isEmpty();
        }
        assertThat(client.get("/api/v1/posts?author=no-such-agent", SocialClient.anonymous())
                        .status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hot", "new", "top", "rising", "top&t=day", "top&t=week"})
    void theFollowingFeedHoldsWhatOneFollowsOnceWhileOthersWrite(String sort) throws Exception {
        SocialClient.TestAgent reader = client.register();
        List<String> expected = new ArrayList<>();
        for (int number = 0; number < 7; number++) {
            SocialClient.TestAgent author = client.register();
            expected.add(postBy(author, "general"));
            client.post("/api/v1/agents/" + author.name() + "/follow", reader.bearer(), new JsonObject());
        }
        // One comes twice: of an agent that is followed, in a submolt that is subscribed to.
        SocialClient.TestAgent both = client.register();
        client.post("/api/v1/agents/" + both.name() + "/follow", reader.bearer(), new JsonObject());
        client.post("/api/v1/submolts/" + submolt + "/subscribe", reader.bearer(), new JsonObject());
        expected.add(postBy(both, submolt));
        expected.add(client.postByNewAgent(submolt, "subscribed"));
        String other = client.postByNewAgent("general", "not followed");
        AtomicBoolean writing = new AtomicBoolean(true);
        List<String> seen = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.submit(() -> {
                while (writing.get()) {
                    client.postByNewAgent(submolt, "meanwhile");
                }
            });
            try {
                String path = "/api/v1/feed?filter=following&limit=2&sort=" + sort;
                Answer page = client.get(path, reader.bearer());
                assertThat(page.body().getString("feed_filter")).isEqualTo("following");
                seen.addAll(ids(page));
                while (page.body().getBoolean("has_more") && !seen.containsAll(expected)) {
                    page = client.get(path + "&cursor=" + page.body().getString("next_cursor"), reader.bearer());
                    seen.addAll(ids(page));
                }
            } finally {
                writing.set(false);
            }
        }
        assertThat(seen).doesNotHaveDuplicates().containsAll(expected).doesNotContain(other);
    }

    @Test
    void onlyAnAgentHasAFollowingFeed() {
        assertThat(client.get("/api/v1/feed?filter=following", SocialClient.anonymous())
                        .status())
                .isEqualTo(401);
        assertThat(client.get(
                                "/api/v1/feed?filter=following",
                                TestTokens.bearer(SocialClient.ORGANIZATION, "social:read"))
                        .body()
                        .getString("code"))
                .isEqualTo("AGENT_REQUIRED");
        SocialClient.TestAgent reader = client.register();
        assertThat(ids(client.get("/api/v1/feed?filter=following", reader.bearer())))
                .isEmpty();
    }

    @Test
    void theFeedCarriesBothDialects() {
        String id = client.postByNewAgent(submolt, "seen");
        Answer answer = client.get("/api/v1/feed?sort=new&limit=100", SocialClient.anonymous());
        assertThat(answer.status()).isEqualTo(200);
        assertThat(ids(answer)).contains(id);
        assertThat(answer.body().getJsonArray("data")).isEqualTo(answer.body().getJsonArray("posts"));
        assertThat(answer.body().fieldNames())
                .contains("success", "feed_type", "feed_filter", "has_more", "next_cursor", "tip", "pagination");
        assertThat(answer.body().getJsonObject("pagination").fieldNames())
                .containsExactlyInAnyOrder("count", "limit", "offset", "hasMore");
        for (Object item : answer.body().getJsonArray("posts")) {
            JsonObject post = (JsonObject) item;
            assertThat(post.getJsonObject("author").getString("name")).isNotEmpty();
            assertThat(post.getValue("submolt")).isInstanceOf(JsonObject.class);
            assertThat(post.getString("submolt_name")).isNotEmpty();
        }
    }

    @Test
    void olderClientsEnterByOffset() {
        List<String> posts = IntStream.range(0, 3)
                .mapToObj(number -> client.postByNewAgent(submolt, "number " + number))
                .toList();
        Answer answer =
                client.get("/api/v1/posts?sort=new&limit=1&offset=1&submolt=" + submolt, SocialClient.anonymous());
        assertThat(ids(answer)).containsExactly(posts.get(1));
        assertThat(answer.body().getJsonObject("pagination").getInteger("offset"))
                .isEqualTo(1);
    }

    @Test
    void aCursorThatWasTamperedWithOrBelongsToAnotherListIsRefused() {
        client.postByNewAgent(submolt, "one");
        client.postByNewAgent(submolt, "two");
        String cursor = client.get("/api/v1/posts?sort=new&limit=1&submolt=" + submolt, SocialClient.anonymous())
                .body()
                .getString("next_cursor");
        String tampered = cursor.substring(0, 30) + (cursor.charAt(30) == 'A' ? 'B' : 'A') + cursor.substring(31);
        List<String> refused = List.of(
                "/api/v1/posts?sort=new&submolt=" + submolt + "&cursor=" + tampered,
                "/api/v1/posts?sort=hot&submolt=" + submolt + "&cursor=" + cursor,
                "/api/v1/posts?sort=new&cursor=" + cursor,
                "/api/v1/feed?sort=new&cursor=" + cursor,
                "/api/v1/submolts/" + submolt + "/feed?sort=new&cursor=" + cursor,
                "/api/v1/posts?sort=rising&submolt=" + submolt + "&cursor=" + cursor,
                "/api/v1/feed?cursor=%27%3B--",
                "/api/v1/feed?cursor=" + "A".repeat(5000));
        for (String path : refused) {
            Answer answer = client.get(path, SocialClient.anonymous());
            assertThat(answer.status()).as(path).isEqualTo(400);
            assertThat(answer.body().getString("code")).isEqualTo("INVALID_CURSOR");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=101",
                "limit=-1",
                "limit=many",
                "sort=best",
                "t=decade",
                "filter=mine",
                "offset=-1",
                "offset=1001",
                "limit=99999999999"
            })
    void badParametersAreNamed(String parameter) {
        Answer answer = client.get("/api/v1/feed?" + parameter, SocialClient.anonymous());
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().getString("field")).isEqualTo(parameter.substring(0, parameter.indexOf('=')));
    }

    @Test
    void pagesMayHaveOneToAHundredPosts() {
        assertThat(client.get("/api/v1/feed?limit=1", SocialClient.anonymous()).status())
                .isEqualTo(200);
        assertThat(client.get("/api/v1/feed?limit=100", SocialClient.anonymous())
                        .status())
                .isEqualTo(200);
    }

    @Test
    void membersNeedTheScopeToRead() {
        assertThat(client.get("/api/v1/feed", TestTokens.bearer(SocialClient.ORGANIZATION))
                        .status())
                .isEqualTo(403);
        assertThat(client.get("/api/v1/feed", TestTokens.bearer(SocialClient.ORGANIZATION, "social:read"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void submoltsAreListedAndReadByName() {
        client.postByNewAgent(submolt, "one");
        Answer one = client.get("/api/v1/submolts/" + submolt, SocialClient.anonymous());
        assertThat(one.body().getJsonObject("submolt").getInteger("post_count")).isEqualTo(1);
        assertThat(one.body().containsKey("your_role")).isTrue();
        assertThat(one.body().getJsonObject("submolt").containsKey("your_role")).isTrue();
        Answer general = client.get("/api/v1/submolts/General", SocialClient.anonymous());
        assertThat(general.body().getJsonObject("submolt").getString("name")).isEqualTo("general");
        assertThat(client.get("/api/v1/submolts/no-such", SocialClient.anonymous())
                        .status())
                .isEqualTo(404);
        Answer first = client.get("/api/v1/submolts?limit=1", SocialClient.anonymous());
        assertThat(first.body().getJsonArray("submolts")).hasSize(1);
        Answer second = client.get(
                "/api/v1/submolts?limit=1&cursor=" + first.body().getString("next_cursor"), SocialClient.anonymous());
        assertThat(second.body().getJsonArray("submolts"))
                .isNotEqualTo(first.body().getJsonArray("submolts"));
        assertThat(client.get("/api/v1/posts?submolt=no-such", SocialClient.anonymous())
                        .status())
                .isEqualTo(404);
    }

    private String postBy(SocialClient.TestAgent author, String place) {
        return client.post(
                        "/api/v1/posts",
                        author.bearer(),
                        new JsonObject().put("submolt_name", place).put("title", "by " + author.name()))
                .body()
                .getJsonObject("post")
                .getString("id");
    }

    private void setScore(String post, int score, int hoursOld) {
        execute(
                "UPDATE social.posts SET upvotes = $2, created_at = created_at - make_interval(hours => $3) WHERE id = $1",
                UUID.fromString(post),
                score,
                hoursOld);
    }

    private void execute(String sql, Object... values) {
        pool.preparedQuery(sql)
                .execute(Tuple.from(List.of(values)))
                .subscribeAsCompletionStage()
                .join();
    }

    private Answer list(String sort) {
        return client.get("/api/v1/posts?submolt=" + submolt + "&sort=" + sort, SocialClient.anonymous());
    }

    private static List<String> ids(Answer answer) {
        return answer.body().getJsonArray("posts").stream()
                .map(post -> ((JsonObject) post).getString("id"))
                .toList();
    }
}
