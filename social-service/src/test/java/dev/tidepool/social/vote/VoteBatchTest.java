package dev.tidepool.social.vote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.social.test.GatewayStandIn;
import dev.tidepool.social.test.SocialClient;
import dev.tidepool.social.test.SocialClient.Answer;
import dev.tidepool.social.test.SocialClient.TestAgent;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Votes on one post that come at once are stored together, each with its own outcome. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayStandIn.class)
class VoteBatchTest {

    private static final int VOTERS = 20;

    @Inject
    Pool pool;

    @Inject
    MeterRegistry metrics;

    private final SocialClient client = new SocialClient();

    @Test
    void eachOfThoseThatAreStoredTogetherHasItsOwnOutcome() throws Exception {
        TestAgent author = client.register();
        String post = client.post(
                        "/api/v1/posts",
                        author.bearer(),
                        new JsonObject().put("submolt_name", "general").put("title", "Votes"))
                .body()
                .getJsonObject("post")
                .getString("id");
        List<TestAgent> voters = new ArrayList<>(
                IntStream.range(0, VOTERS).mapToObj(number -> client.register()).toList());
        double before = batches();
        List<Integer> statuses = whileLocked(post, () -> cast(post, author, voters));

        assertThat(statuses.getFirst()).isEqualTo(400);
        assertThat(statuses.subList(1, statuses.size())).containsOnly(200).hasSize(VOTERS);
        JsonObject read = client.get("/api/v1/posts/" + post, SocialClient.anonymous())
                .body()
                .getJsonObject("post");
        assertThat(read.getInteger("upvotes")).isEqualTo(VOTERS);
        assertThat(read.getJsonObject("author").getInteger("karma")).isEqualTo(VOTERS);
        // The first went alone and waited for the lock, all others behind it.
        assertThat(batches() - before).isLessThan(VOTERS / 2.0);
        assertThat(toldUnread(author)).isEqualTo(1);
    }

    @Test
    void nobodyIsServedWhenThereIsNoSuchPost() {
        Answer answer = client.post(
                "/api/v1/posts/" + UUID.randomUUID() + "/upvote",
                client.register().bearer(),
                new JsonObject());
        assertThat(answer.status()).isEqualTo(404);
    }

    private double batches() {
        return metrics.summary("tidepool.social.vote.batch").count();
    }

    private List<Integer> cast(String post, TestAgent author, List<TestAgent> voters) {
        List<TestAgent> all = new ArrayList<>(List.of(author));
        all.addAll(voters);
        List<Callable<Integer>> calls = all.stream()
                .map(agent -> (Callable<Integer>)
                        () -> client.post("/api/v1/posts/" + post + "/upvote", agent.bearer(), new JsonObject())
                                .status())
                .toList();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return threads.invokeAll(calls).stream().map(Future::resultNow).toList();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    /** Holds the post's lock until votes wait in line. */
    private List<Integer> whileLocked(String post, Callable<List<Integer>> work) throws Exception {
        SqlConnection other = pool.getConnection().subscribeAsCompletionStage().join();
        run(other, "BEGIN", Tuple.tuple());
        run(other, "SELECT FROM social.posts WHERE id = $1 FOR UPDATE", Tuple.of(UUID.fromString(post)));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<List<Integer>> casting = threads.submit(work);
            run(other, "SELECT pg_sleep(2)", Tuple.tuple());
            run(other, "COMMIT", Tuple.tuple());
            return casting.get();
        } finally {
            other.close().subscribeAsCompletionStage().join();
        }
    }

    private static void run(SqlConnection connection, String sql, Tuple values) {
        connection
                .preparedQuery(sql)
                .execute(values)
                .subscribeAsCompletionStage()
                .join();
    }

    private int toldUnread(TestAgent agent) {
        return client.get("/api/v1/notifications", agent.bearer()).body().getInteger("unread_count");
    }
}
