package dev.tidepool.social.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.social.test.Counted;
import dev.tidepool.social.test.GatewayStandIn;
import dev.tidepool.social.test.SocialClient;
import dev.tidepool.social.test.SocialClient.Answer;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Of long lists whose order is computed the best are looked for once in a while; what is shown of them is of now. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayStandIn.class)
class BestPostsTest {

    private static final String SEARCHES = "tidepool.social.list.searches";
    private static final int READS = 40;

    @Inject
    Pool pool;

    @Inject
    MeterRegistry metrics;

    private final SocialClient client = new SocialClient();
    private final String submolt = "s-" + UUID.randomUUID().toString().substring(0, 8);
    private List<String> posts = List.of();

    /** One more than a page of one and its spare need. */
    @BeforeEach
    void makeALongList() {
        execute(
                "INSERT INTO social.submolts (id, name, display_name, description) VALUES ($1, $2, $2, '')",
                UUID.randomUUID(),
                submolt);
        posts = IntStream.range(0, 13)
                .mapToObj(number -> client.postByNewAgent(submolt, "post " + number))
                .toList();
        for (int number = 0; number < posts.size(); number++) {
            setUpvotes(posts.get(number), 100 - number);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rising", "top&t=hour", "top&t=week"})
    void manyReadersMakeOneSearchAMoment(String sort) {
        Counted searches = new Counted(metrics, SEARCHES);
        Counted known = new Counted(metrics, "tidepool.social.list.best", "outcome", "known");
        long start = System.nanoTime();
        for (int read = 0; read < READS; read++) {
            assertThat(first(sort)).isEqualTo(posts.getFirst());
        }
        long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
        assertThat(searches.since()).isBetween(1.0, 2.0 + seconds);
        assertThat(known.since()).isEqualTo(READS);
    }

    @Test
    void whatIsKnownOfThemIsOfNow() {
        assertThat(first("rising")).isEqualTo(posts.get(0));
        execute("UPDATE social.posts SET is_deleted = true WHERE id = $1", UUID.fromString(posts.get(0)));
        assertThat(first("rising")).isEqualTo(posts.get(1));
        setUpvotes(posts.get(5), 500);
        assertThat(first("rising")).isEqualTo(posts.get(5));
        JsonObject post = list("rising").body().getJsonArray("posts").getJsonObject(0);
        assertThat(post.getInteger("upvotes")).isEqualTo(500);
    }

    @Test
    void whenAllOfThemAreGoneTheListIsReadAnew() {
        assertThat(first("rising")).isEqualTo(posts.get(0));
        posts.subList(0, 12)
                .forEach(post ->
                        execute("UPDATE social.posts SET is_deleted = true WHERE id = $1", UUID.fromString(post)));
        assertThat(first("rising")).isEqualTo(posts.get(12));
    }

    @Test
    void whatIsNewAndBetterComesIn() {
        assertThat(first("rising")).isEqualTo(posts.get(0));
        String better = client.postByNewAgent(submolt, "better");
        setUpvotes(better, 1_000);
        Eventually.within(
                Duration.ofSeconds(10), () -> assertThat(first("rising")).isEqualTo(better));
    }

    @Test
    void pagesGoOnFromTheFirst() {
        Answer first = list("rising");
        Answer second = client.get(
                "/api/v1/posts?limit=1&submolt=" + submolt + "&sort=rising&cursor="
                        + first.body().getString("next_cursor"),
                SocialClient.anonymous());
        assertThat(id(second)).isEqualTo(posts.get(1));
    }

    private void setUpvotes(String post, int upvotes) {
        execute("UPDATE social.posts SET upvotes = $2 WHERE id = $1", UUID.fromString(post), upvotes);
    }

    private String first(String sort) {
        return id(list(sort));
    }

    private Answer list(String sort) {
        return client.get("/api/v1/posts?limit=1&submolt=" + submolt + "&sort=" + sort, SocialClient.anonymous());
    }

    private static String id(Answer answer) {
        return answer.body().getJsonArray("posts").getJsonObject(0).getString("id");
    }

    private void execute(String sql, Object... values) {
        pool.preparedQuery(sql)
                .execute(Tuple.from(List.of(values)))
                .subscribeAsCompletionStage()
                .join();
    }
}
