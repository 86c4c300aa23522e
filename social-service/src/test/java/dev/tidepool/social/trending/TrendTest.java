package dev.tidepool.social.trending;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.Slow;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.social.test.GatewayStandIn;
import dev.tidepool.social.test.SocialClient;
import dev.tidepool.social.test.SocialClient.TestAgent;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.redis.datasource.pubsub.PubSubCommands;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayStandIn.class)
@Slow
class TrendTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    @Inject
    Pool pool;

    @Inject
    RedisDataSource redis;

    private final SocialClient client = new SocialClient();
    private final String tag = SocialClient.freshName("tag").replaceAll("[^a-z0-9]", "");
    private final String submolt = SocialClient.freshName("s").substring(0, 12);

    @Test
    void whatHappensToAPostCountsForItItsSubmoltAndItsTagsOnceEach() {
        UUID place = place();
        String post =
                client.postByNewAgent(submolt, "About #" + tag + " and #" + tag.toUpperCase(java.util.Locale.ROOT));
        TestAgent fan = client.register();
        vote(post, fan, "upvote");
        vote(post, client.register(), "upvote");
        vote(post, client.register(), "downvote");
        // Taken back: it counts no more.
        TestAgent fickle = client.register();
        vote(post, fickle, "upvote");
        vote(post, fickle, "upvote");
        client.post("/api/v1/posts/" + post + "/comments", fan.bearer(), new JsonObject().put("content", "Indeed"));
        // 1 for the post, 1 + 1 - 1 for the votes, 2 for the comment.
        Eventually.within(SOON, () -> {
            assertThat(trend("post", post)).isEqualTo(4);
            assertThat(trend("submolt", place.toString())).isEqualTo(4);
            assertThat(trend("tag", tag)).isEqualTo(4);
        });
        for (String window : List.of("hour", "day", "week")) {
            assertThat(sum(window, "post", post)).isEqualTo(4);
            assertThat(sum(window, "submolt", place.toString())).isEqualTo(4);
            assertThat(sum(window, "tag", tag)).isEqualTo(4);
        }
        JsonObject trending = trending("window=hour&limit=100");
        assertThat(trending.fieldNames())
                .containsExactlyInAnyOrder("success", "window", "posts", "submolts", "tags", "skills");
        assertThat(trending.getJsonArray("submolts")).isNotEmpty();
    }

    @Test
    void aDeletedPostTrendsNoMore() {
        TestAgent author = client.register();
        String post = client.post(
                        "/api/v1/posts",
                        author.bearer(),
                        new JsonObject().put("submolt_name", "general").put("title", "Gone"))
                .body()
                .getJsonObject("post")
                .getString("id");
        execute("""
                INSERT INTO social.trend_signals (post_id, weight, created_at) VALUES ($1, 1000000, now())""", UUID.fromString(post));
        Eventually.within(SOON, () -> assertThat(posts("window=day")).contains(post));
        client.delete("/api/v1/posts/" + post, author.bearer());
        assertThat(posts("window=day")).doesNotContain(post);
    }

    @Test
    void whatARemovedPostAddedToItsSubmoltAndTagsGoesWithIt() {
        UUID place = place();
        TestAgent author = client.register();
        String post = post(author, "Removed with #" + tag);
        String kept = post(client.register(), "Kept with #" + tag);
        vote(post, client.register(), "upvote");
        client.post(
                "/api/v1/posts/" + post + "/comments",
                client.register().bearer(),
                new JsonObject().put("content", "Indeed"));
        Eventually.within(SOON, () -> assertThat(trend("post", post)).isEqualTo(4));
        // Not folded yet when the post goes.
        vote(post, client.register(), "upvote");
        client.delete("/api/v1/posts/" + post, author.bearer());
        Eventually.within(SOON, () -> {
            assertThat(trend("post", post)).isZero();
            assertThat(trend("post", kept)).isEqualTo(1);
            assertThat(trend("submolt", place.toString())).isEqualTo(1);
            assertThat(trend("tag", tag)).isEqualTo(1);
            assertThat(unfolded(post)).isZero();
        });
    }

    @Test
    void aPostThatIsShownAgainCountsWhatItHasAsIfItHadNeverBeenRemoved() {
        UUID place = place();
        String post = post(client.register(), "Shown again with #" + tag);
        TestAgent fickle = client.register();
        vote(post, client.register(), "upvote");
        vote(post, client.register(), "upvote");
        vote(post, fickle, "downvote");
        client.post(
                "/api/v1/posts/" + post + "/comments",
                client.register().bearer(),
                new JsonObject().put("content", "Indeed"));
        // One of them long ago.
        execute("""
                UPDATE social.votes SET created_at = now() - interval '2 days'
                WHERE target_id = $1 AND agent_id = $2""", UUID.fromString(post), fickle.id().value());
        Eventually.within(SOON, () -> {
            assertThat(trend("post", post)).isEqualTo(4);
            assertThat(trendOfToday(post)).isEqualTo(5);
        });
        for (int time = 0; time < 2; time++) {
            execute("UPDATE social.posts SET is_deleted = true WHERE id = $1", UUID.fromString(post));
            Eventually.within(SOON, () -> {
                assertThat(unfolded(post)).isZero();
                assertThat(trend("post", post)).isZero();
            });
            execute("UPDATE social.posts SET is_deleted = false WHERE id = $1", UUID.fromString(post));
            Eventually.within(SOON, () -> {
                assertThat(unfolded(post)).isZero();
                assertThat(trend("post", post)).isEqualTo(4);
                assertThat(trendOfToday(post)).isEqualTo(5);
                assertThat(trend("submolt", place.toString())).isEqualTo(4);
                assertThat(trend("tag", tag)).isEqualTo(4);
            });
        }
    }

    /** Removed and shown again before anything was folded. */
    @Test
    void nothingIsCountedTwiceWhenBothComeAtOnce() {
        String post = client.postByNewAgent("general", "At once");
        vote(post, client.register(), "upvote");
        for (String state : List.of("true", "false", "true", "false")) {
            execute("UPDATE social.posts SET is_spam = " + state + " WHERE id = $1", UUID.fromString(post));
        }
        Eventually.within(SOON, () -> {
            assertThat(unfolded(post)).isZero();
            assertThat(trend("post", post)).isEqualTo(2);
        });
    }

    @Test
    void aRemovedCommentTakesBackWhatItAdded() {
        String post = client.postByNewAgent("general", "Discussed");
        TestAgent talker = client.register();
        String comment = client.post(
                        "/api/v1/posts/" + post + "/comments",
                        talker.bearer(),
                        new JsonObject().put("content", "Indeed"))
                .body()
                .getJsonObject("comment")
                .getString("id");
        Eventually.within(SOON, () -> assertThat(trend("post", post)).isEqualTo(3));
        client.delete("/api/v1/comments/" + comment, talker.bearer());
        Eventually.within(SOON, () -> assertThat(trend("post", post)).isEqualTo(1));
        // Again and again: what is taken back is given back.
        for (int time = 0; time < 2; time++) {
            execute("UPDATE social.comments SET is_deleted = false WHERE id = $1", UUID.fromString(comment));
            Eventually.within(SOON, () -> assertThat(trend("post", post)).isEqualTo(3));
            execute("UPDATE social.comments SET is_deleted = true WHERE id = $1", UUID.fromString(comment));
            Eventually.within(SOON, () -> assertThat(trend("post", post)).isEqualTo(1));
        }
    }

    @Test
    void theFirstTenTagsOfAPostCount() {
        String title = IntStream.range(0, 12)
                .mapToObj(number -> "#" + (char) ('z' - number) + tag)
                .collect(Collectors.joining(" "));
        String post = client.postByNewAgent("general", title + " #z" + tag);
        Eventually.within(SOON, () -> assertThat(trend("post", post)).isOne());
        for (int number = 0; number < 12; number++) {
            assertThat(trend("tag", (char) ('z' - number) + tag))
                    .as("number " + number)
                    .isEqualTo(number < 10 ? 1 : 0);
        }
    }

    @Test
    void aVoteTakenBackTakesFromTheHourInWhichItWasCast() {
        String post = client.postByNewAgent("general", "Once liked");
        TestAgent fickle = client.register();
        vote(post, fickle, "upvote");
        execute(
                "UPDATE social.votes SET created_at = now() - interval '2 days' WHERE target_id = $1",
                UUID.fromString(post));
        Eventually.within(SOON, () -> {
            assertThat(unfolded(post)).isZero();
            assertThat(trend("post", post)).isEqualTo(2);
            assertThat(trendOfToday(post)).isEqualTo(1);
        });
        vote(post, fickle, "upvote");
        Eventually.within(SOON, () -> assertThat(trend("post", post)).isEqualTo(1));
        assertThat(trendOfToday(post)).isEqualTo(1);
        // Changed: the old one goes from its hour, the new one is of now.
        vote(post, fickle, "upvote");
        execute(
                "UPDATE social.votes SET created_at = now() - interval '2 days' WHERE target_id = $1",
                UUID.fromString(post));
        vote(post, fickle, "downvote");
        Eventually.within(SOON, () -> {
            assertThat(unfolded(post)).isZero();
            assertThat(trend("post", post)).isZero();
            assertThat(trendOfToday(post)).isZero();
        });
    }

    @Test
    void aNewOneAmongTheFirstIsTold() {
        Queue<JsonObject> received = new ConcurrentLinkedQueue<>();
        PubSubCommands.RedisSubscriber subscription = redis.pubsub(String.class)
                .subscribe("tidepool:events:social", text -> received.add(new JsonObject(text)));
        try {
            String post = client.postByNewAgent("general", "Suddenly");
            execute("""
                    INSERT INTO social.trend_signals (post_id, weight, created_at) VALUES ($1, 9000000, now())""", UUID.fromString(post));
            JsonObject added = Eventually.value(
                    SOON,
                    "trending:added",
                    () -> received.stream()
                            .filter(event -> "trending:added".equals(event.getString("type")))
                            .filter(event -> event.getJsonObject("data")
                                    .getJsonArray("added")
                                    .contains(post))
                            .findFirst());
            assertThat(added.getJsonArray("rooms")).isEqualTo(JsonArray.of("analytics"));
            JsonObject data = added.getJsonObject("data");
            assertThat(data.getString("kind")).isEqualTo("post");
            assertThat(data.getString("window")).isIn("hour", "day", "week");
            assertThat(data.getJsonArray("top")).contains(post).hasSizeLessThanOrEqualTo(10);
            // A post that goes changes the list, and adds nothing unless another moves up.
            execute("UPDATE social.posts SET is_deleted = true WHERE id = $1", UUID.fromString(post));
            JsonObject changed = Eventually.value(
                    SOON,
                    "trending without it",
                    () -> received.stream()
                            .filter(event -> event.getString("type").startsWith("trending:"))
                            .dropWhile(event -> !event.equals(added))
                            .filter(event -> {
                                JsonObject told = event.getJsonObject("data");
                                return told.getString("kind").equals("post")
                                        && told.getString("window").equals(data.getString("window"))
                                        && !told.getJsonArray("top").contains(post);
                            })
                            .findFirst());
            assertThat(changed.getString("type"))
                    .isEqualTo(
                            changed.getJsonObject("data").getJsonArray("added").isEmpty()
                                    ? "trending:updated"
                                    : "trending:added");
        } finally {
            subscription.unsubscribe();
        }
    }

    @Test
    void aWindowEnds() {
        String post = client.postByNewAgent("general", "Long ago");
        execute("""
                INSERT INTO social.trend_signals (post_id, weight, created_at)
                VALUES ($1, 2000000, now() - interval '3 days')""", UUID.fromString(post));
        Eventually.within(SOON, () -> assertThat(posts("window=week")).contains(post));
        JsonObject first = trending("window=week").getJsonArray("posts").getJsonObject(0);
        assertThat(first.getLong("trend")).isGreaterThanOrEqualTo(1_000_000);
        assertThat(trending("window=day&limit=100").getJsonArray("posts").stream()
                        .map(JsonObject.class::cast)
                        .filter(found -> found.getString("id").equals(post))
                        .map(found -> found.getLong("trend")))
                .allMatch(weight -> weight < 1000);
    }

    @Test
    void whatLeavesAWindowIsTakenOutOfItsSum() {
        String post = client.postByNewAgent("general", "Yesterday");
        execute("""
                INSERT INTO social.trend_signals (post_id, weight, created_at)
                VALUES ($1, 7, now() - interval '26 hours')""", UUID.fromString(post));
        Eventually.within(SOON, () -> assertThat(sum("week", "post", post)).isEqualTo(8));
        assertThat(sum("day", "post", post)).isOne();
        execute("""
                DO $$ BEGIN
                    UPDATE social.trend_windows SET start = start - interval '3 hours' WHERE time_window = 'day';
                    PERFORM social.recount_trend_sums();
                    ASSERT (SELECT sum(weight) FROM social.trend_sums WHERE time_window = 'day')
                        = (SELECT sum(weight) FROM social.trends WHERE hour >= date_trunc('hour', now(), 'UTC') - interval '27 hours');
                END $$""");
        Eventually.within(SOON, () -> assertThat(sum("day", "post", post)).isOne());
        assertThat(sum("week", "post", post)).isEqualTo(8);
        assertThat(number("""
                SELECT count(*) FROM social.trend_windows
                WHERE start <> date_trunc('hour', now(), 'UTC') - length""")).isZero();
    }

    /** However often and in whatever order it was added to and taken from. */
    @Test
    void theSumsAreThoseOfARecount() {
        client.postByNewAgent("general", "One more");
        Eventually.within(SOON, () -> assertThat(number("""
                SELECT count(*) FROM
                    (SELECT w.time_window, t.kind, t.subject, sum(t.weight) AS weight
                     FROM social.trends t JOIN social.trend_windows w ON t.hour >= w.start GROUP BY 1, 2, 3) AS counted
                FULL JOIN social.trend_sums s USING (time_window, kind, subject)
                WHERE coalesce(counted.weight, 0) <> coalesce(s.weight, 0)""")).isZero());
        assertThat(number("SELECT count(*) FROM social.trend_sums WHERE weight > 0"))
                .isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"window=year", "limit=0", "limit=x"})
    void badParametersAreNamed(String parameter) {
        assertThat(client.get("/api/v1/trending?" + parameter, SocialClient.anonymous())
                        .body()
                        .getString("field"))
                .isEqualTo(parameter.substring(0, parameter.indexOf('=')));
    }

    private UUID place() {
        UUID place = UUID.randomUUID();
        execute(
                "INSERT INTO social.submolts (id, name, display_name, description) VALUES ($1, $2, $2, '')",
                place,
                submolt);
        return place;
    }

    private String post(TestAgent author, String title) {
        return client.post(
                        "/api/v1/posts",
                        author.bearer(),
                        new JsonObject().put("submolt_name", submolt).put("title", title))
                .body()
                .getJsonObject("post")
                .getString("id");
    }

    private void vote(String post, TestAgent voter, String vote) {
        client.post("/api/v1/posts/" + post + "/" + vote, voter.bearer(), new JsonObject());
    }

    private JsonObject trending(String query) {
        return client.get("/api/v1/trending?" + query, SocialClient.anonymous()).body();
    }

    private List<String> posts(String query) {
        return trending(query).getJsonArray("posts").stream()
                .map(post -> ((JsonObject) post).getString("id"))
                .toList();
    }

    private long trend(String kind, String subject) {
        return number(
                "SELECT coalesce(sum(weight), 0)::int8 FROM social.trends WHERE kind = $1 AND subject = $2",
                kind,
                subject);
    }

    private long sum(String window, String kind, String subject) {
        return number(
                "SELECT coalesce(sum(weight), 0)::int8 FROM social.trend_sums WHERE time_window = $1 AND kind = $2 AND subject = $3",
                window,
                kind,
                subject);
    }

    private long trendOfToday(String post) {
        return number("""
                SELECT coalesce(sum(weight), 0)::int8 FROM social.trends
                WHERE kind = 'post' AND subject = $1 AND hour > now() - interval '1 day'""", post);
    }

    private long unfolded(String post) {
        return number("SELECT count(*) FROM social.trend_signals WHERE post_id = $1", UUID.fromString(post));
    }

    private long number(String sql, Object... values) {
        for (Row row : pool.preparedQuery(sql)
                .execute(Tuple.from(List.of(values)))
                .subscribeAsCompletionStage()
                .join()) {
            return row.getLong(0);
        }
        return 0;
    }

    private void execute(String sql, Object... values) {
        pool.preparedQuery(sql)
                .execute(Tuple.from(List.of(values)))
                .subscribeAsCompletionStage()
                .join();
    }
}
