package dev.tidepool.social.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.test.AtOnce;
import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.social.test.GatewayStandIn;
import dev.tidepool.social.test.SocialClient;
import dev.tidepool.social.test.SocialClient.TestAgent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayStandIn.class)
class AnalyticsTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @Inject
    Pool pool;

    private final SocialClient client = new SocialClient();

    @Test
    void anAgentsNumbersFollowItsPostsTheirVotesAndTheirMood() {
        TestAgent author = client.register();
        String post = post(author, "What a wonderful day, I love it");
        vote(post, "upvote");
        vote(post, "downvote");
        Eventually.within(SOON, () -> {
            JsonObject stats = stats(author);
            assertThat(stats.getString("name")).isEqualTo(author.name());
            assertThat(stats.getLong("posts")).isEqualTo(1);
            assertThat(stats.getLong("engagement")).isEqualTo(2);
            assertThat(stats.getDouble("avgEngagement")).isEqualTo(2);
            assertThat(stats.getDouble("avgSentiment")).isGreaterThan(0.5);
            assertThat(stats.getJsonObject("sentiment").getLong("positive")).isEqualTo(1);
        });
        client.delete("/api/v1/posts/" + post, author.bearer());
        Eventually.within(SOON, () -> {
            JsonObject stats = stats(author);
            assertThat(stats.getLong("posts")).isZero();
            assertThat(stats.getLong("engagement")).isZero();
            assertThat(stats.getDouble("avgSentiment")).isZero();
        });
    }

    /** Votes that are cast, changed and taken back, posts that go and posts that move to another day, all at once. */
    @Test
    void theTotalsAreWhatARecountGives() {
        List<String> posts = IntStream.range(0, 6)
                .mapToObj(number -> post(client.register(), number % 2 == 0 ? "good " + number : "bad " + number))
                .toList();
        List<CompletableFuture<Void>> voters = Stream.generate(client::register)
                .limit(4)
                .map(voter ->
                        AtOnce.run(() -> posts.forEach(post -> Stream.of("upvote", "downvote", "downvote", "upvote")
                                .forEach(vote -> cast(voter, post, vote)))))
                .toList();
        voters.forEach(CompletableFuture::join);
        move(posts.getFirst(), 40);
        Eventually.within(SOON, () -> {
            assertThat(number("SELECT count(*) FROM social.post_changes")).isZero();
            assertThat(totals("daily_activity", "day")).isEqualTo(recount("(created_at AT TIME ZONE 'UTC')::date"));
            assertThat(totals("agent_activity", "author_id")).isEqualTo(recount("author_id"));
            assertThat(totals("submolt_activity", "submolt_id")).isEqualTo(recount("submolt_id"));
        });
    }

    @Test
    void theSeriesHasEveryDayAlsoThoseWithoutPosts() {
        String old = post(client.register(), "hello");
        LocalDate lately = LocalDate.now(ZoneOffset.UTC).minusDays(190);
        move(old, 200);
        Eventually.within(SOON, () -> {
            JsonArray days = array("/api/analytics/timeseries?days=365");
            assertThat(days.size()).isEqualTo(365);
            assertThat(days.stream()
                            .map(JsonObject.class::cast)
                            .filter(day ->
                                    LocalDate.parse(day.getString("date")).isBefore(lately)))
                    .anySatisfy(day -> assertThat(day.getLong("posts")).isPositive());
        });
        assertThat(array("/api/analytics/timeseries").size()).isEqualTo(30);
        assertThat(array("/api/analytics/timeseries?days=1").size()).isEqualTo(1);
    }

    @Test
    void theOverviewAndTheListsTellOfWhatThereIs() {
        TestAgent author = client.register();
        String post = post(author, "I hate it, terrible");
        vote(post, "upvote");
        Eventually.within(SOON, () -> {
            JsonObject overview = client.get("/api/analytics/overview", SocialClient.anonymous())
                    .body();
            assertThat(overview.getJsonObject("agents").getLong("total")).isPositive();
            assertThat(overview.getJsonObject("agents").getLong("change24h")).isPositive();
            assertThat(overview.getJsonObject("posts").getLong("total"))
                    .isEqualTo(number("SELECT count(*) FROM social.posts WHERE NOT is_deleted AND NOT is_spam"
                            + " AND verification_status = 'verified'"));
            assertThat(overview.getJsonObject("metrics").getDouble("avgEngagement"))
                    .isPositive();
            assertThat(overview.getInstant("timestamp")).isNotNull();
            JsonObject moods = client.get("/api/analytics/sentiment-distribution", SocialClient.anonymous())
                    .body();
            assertThat(moods.getLong("negative")).isPositive();
            assertThat(moods.getLong("positive") + moods.getLong("neutral") + moods.getLong("negative"))
                    .isEqualTo(moods.getLong("total"));
            assertThat(engagements("/api/analytics/top-agents?limit=100"))
                    .isNotEmpty()
                    .isSortedAccordingTo((one, other) -> Long.compare(other, one));
            assertThat(engagements("/api/analytics/top-submolts")).isNotEmpty();
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "timeseries?days=0",
                "timeseries?days=366",
                "timeseries?days=many",
                "sentiment-distribution?days=-1",
                "top-agents?limit=0",
                "top-agents?limit=101",
                "top-submolts?limit=x",
                "export?format=xml",
                "export?days=9999999999"
            })
    void whatIsOutOfRangeIsNamed(String request) {
        var answer = client.get("/api/analytics/" + request, SocialClient.anonymous());
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().encode()).contains(request.replaceAll(".*\\?(\\w+)=.*", "$1"));
    }

    @Test
    void nobodyKnowsAnAgentThatIsNotThere() {
        assertThat(client.get("/api/analytics/agent/" + UUID.randomUUID() + "/stats", SocialClient.anonymous())
                        .status())
                .isEqualTo(404);
        assertThat(client.get("/api/analytics/agent/nobody/stats", SocialClient.anonymous())
                        .status())
                .isIn(400, 404);
    }

    private String post(TestAgent author, String title) {
        return client.post(
                        "/api/v1/posts",
                        author.bearer(),
                        new JsonObject().put("submolt", "general").put("title", title))
                .body()
                .getJsonObject("post")
                .getString("id");
    }

    private void vote(String post, String ballot) {
        cast(client.register(), post, ballot);
    }

    private void cast(TestAgent agent, String post, String ballot) {
        assertThat(client.post("/api/v1/posts/" + post + "/" + ballot, agent.bearer(), new JsonObject())
                        .status())
                .isEqualTo(200);
    }

    private JsonObject stats(TestAgent agent) {
        return client.get("/api/analytics/agent/" + agent.id() + "/stats", SocialClient.anonymous())
                .body();
    }

    private JsonArray array(String path) {
        return new JsonArray(client.text(path, SocialClient.anonymous()).body());
    }

    private List<Long> engagements(String path) {
        return array(path).stream()
                .map(each -> ((JsonObject) each).getLong("engagement"))
                .toList();
    }

    private void move(String post, int days) {
        pool.preparedQuery("UPDATE social.posts SET created_at = created_at - make_interval(days => $2) WHERE id = $1")
                .execute(Tuple.of(UUID.fromString(post), days))
                .subscribeAsCompletionStage()
                .join();
    }

    private List<String> totals(String table, String key) {
        return rows("""
                SELECT %s::text AS key, posts, engagement, measured, sentiment, positive, negative
                FROM social.%s WHERE (posts, engagement) IS DISTINCT FROM (0, 0) ORDER BY 1""".formatted(key, table));
    }

    private List<String> recount(String key) {
        return rows("""
                SELECT (%s)::text AS key, count(*) AS posts, sum(upvotes + downvotes + comment_count)::bigint AS engagement,
                    count(sentiment) AS measured, coalesce(sum(sentiment), 0)::bigint AS sentiment,
                    count(*) FILTER (WHERE sentiment >= 5) AS positive,
                    count(*) FILTER (WHERE sentiment <= -5) AS negative
                FROM social.posts WHERE NOT is_deleted AND NOT is_spam AND verification_status = 'verified'
                GROUP BY 1 ORDER BY 1""".formatted(key));
    }

    private long number(String sql) {
        return pool.query(sql)
                .execute()
                .map(found -> found.iterator().next().getLong(0))
                .subscribeAsCompletionStage()
                .join();
    }

    private List<String> rows(String sql) {
        List<String> all = new ArrayList<>();
        for (Row row : pool.query(sql).execute().subscribeAsCompletionStage().join()) {
            all.add(row.toJson().encode());
        }
        return all;
    }
}
