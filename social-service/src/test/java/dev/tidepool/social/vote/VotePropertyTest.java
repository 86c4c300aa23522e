package dev.tidepool.social.vote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.social.test.GatewayStandIn;
import dev.tidepool.social.test.SocialClient;
import dev.tidepool.social.test.SocialClient.TestAgent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Several agents vote at once, each a random row of votes on a post and a comment of one author. Each agent's own votes are in
 * order, so what stands afterwards follows from its row alone, whatever came between.
 */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayStandIn.class)
class VotePropertyTest {

    private static final int AGENTS = 8;
    private static final int VOTES = 12;

    private final SocialClient client = new SocialClient();

    /** One vote of a row. */
    private record Step(boolean onPost, Ballot ballot) {}

    /** An agent's row of votes, and what stands of them. */
    private record Row(TestAgent agent, List<Step> steps) {

        Optional<Ballot> standing(boolean onPost) {
            Optional<Ballot> standing = Optional.empty();
            for (Step step : steps) {
                if (step.onPost() == onPost) {
                    standing = VoteChange.of(standing, step.ballot()).after();
                }
            }
            return standing;
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void anyInterleavingGivesTheRightTotalsRankAndKarma(long seed) throws Exception {
        Random random = new Random(seed);
        TestAgent author = client.register();
        String post = created(
                "/api/v1/posts",
                author,
                new JsonObject().put("submolt", "general").put("title", "Votes"),
                "post");
        String comment = created(
                "/api/v1/posts/" + post + "/comments", author, new JsonObject().put("content", "Votes"), "comment");
        List<Row> rows = IntStream.range(0, AGENTS)
                .mapToObj(number -> new Row(client.register(), steps(random)))
                .toList();

        castAll(rows, "/api/v1/posts/" + post, "/api/v1/comments/" + comment);

        JsonObject readPost = read("/api/v1/posts/" + post, "post");
        JsonObject readComment = read("/api/v1/comments/" + comment, "comment");
        assertTotals(rows, true, readPost);
        assertTotals(rows, false, readComment);
        int score = readPost.getInteger("score");
        double hot = Math.log10(Math.max(1, Math.abs(score))) * Integer.signum(score)
                + Instant.parse(readPost.getString("created_at")).toEpochMilli() / 1000.0 / 45_000;
        assertThat(readPost.getDouble("hot_score")).isCloseTo(hot, within(1e-9));
        assertThat(readComment.getJsonObject("author").getInteger("karma"))
                .isEqualTo(score + readComment.getInteger("score"));
    }

    private static List<Step> steps(Random random) {
        List<Step> steps = new ArrayList<>();
        for (int vote = 0; vote < VOTES; vote++) {
            steps.add(new Step(random.nextBoolean(), random.nextBoolean() ? Ballot.UP : Ballot.DOWN));
        }
        return steps;
    }

    private void castAll(List<Row> rows, String post, String comment) throws InterruptedException {
        List<Callable<List<Integer>>> calls = rows.stream()
                .map(row -> (Callable<List<Integer>>) () -> row.steps().stream()
                        .map(step -> cast(row.agent(), step.onPost() ? post : comment, step.ballot()))
                        .toList())
                .toList();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            assertThat(threads.invokeAll(calls).stream().map(Future::resultNow).flatMap(List::stream))
                    .hasSize(AGENTS * VOTES)
                    .containsOnly(200);
        }
    }

    private int cast(TestAgent agent, String target, Ballot ballot) {
        return client.post(target + (ballot == Ballot.UP ? "/upvote" : "/downvote"), agent.bearer(), new JsonObject())
                .status();
    }

    private static void assertTotals(List<Row> rows, boolean onPost, JsonObject read) {
        assertThat(read.getInteger("upvotes")).isEqualTo(count(rows, onPost, Ballot.UP));
        assertThat(read.getInteger("downvotes")).isEqualTo(count(rows, onPost, Ballot.DOWN));
        assertThat(read.getInteger("score")).isEqualTo(read.getInteger("upvotes") - read.getInteger("downvotes"));
    }

    private static int count(List<Row> rows, boolean onPost, Ballot ballot) {
        return (int) rows.stream()
                .filter(row -> row.standing(onPost).equals(Optional.of(ballot)))
                .count();
    }

    private String created(String path, TestAgent author, JsonObject body, String key) {
        return client.post(path, author.bearer(), body)
                .body()
                .getJsonObject(key)
                .getString("id");
    }

    private JsonObject read(String path, String key) {
        return client.get(path, SocialClient.anonymous()).body().getJsonObject(key);
    }
}
