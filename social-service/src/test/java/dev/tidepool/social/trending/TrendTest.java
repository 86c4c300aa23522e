package dev.tidepool.social.trending;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.social.test.GatewayStandIn;
import dev.tidepool.social.test.SocialClient;
import dev.tidepool.social.test.SocialClient.TestAgent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayStandIn.class)
class TrendTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    @Inject
    Pool pool;

    private final SocialClient client = new SocialClient();
    private final String tag = SocialClient.freshName("tag").replaceAll("[^a-z0-9]", "");
    private final String submolt = SocialClient.freshName("s").substring(0, 12);

    @Test
    void whatHappensToAPostCountsForItItsSubmoltAndItsTagsOnceEach() {
        UUID place = UUID.randomUUID();
        execute(
                "INSERT INTO social.submolts (id, name, display_name, description) VALUES ($1, $2, $2, '')",
                place,
                submolt);
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
        JsonObject trending = trending("window=hour&limit=100");
        assertThat(trending.fieldNames()).containsExactlyInAnyOrder("success", "window", "posts", "submolts", "tags");
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

    @ParameterizedTest
    @ValueSource(strings = {"window=year", "limit=0", "limit=x"})
    void badParametersAreNamed(String parameter) {
        assertThat(client.get("/api/v1/trending?" + parameter, SocialClient.anonymous())
                        .body()
                        .getString("field"))
                .isEqualTo(parameter.substring(0, parameter.indexOf('=')));
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
        for (Row row : pool.preparedQuery(
                        "SELECT coalesce(sum(weight), 0)::int8 FROM social.trends WHERE kind = $1 AND subject = $2")
                .execute(Tuple.of(kind, subject))
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
