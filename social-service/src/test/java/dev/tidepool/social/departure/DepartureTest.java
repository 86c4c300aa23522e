package dev.tidepool.social.departure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.social.test.GatewayStandIn;
import dev.tidepool.social.test.SocialClient;
import dev.tidepool.social.test.SocialClient.Answer;
import dev.tidepool.social.test.SocialClient.TestAgent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayStandIn.class)
class DepartureTest {

    @Inject
    Pool pool;

    private final SocialClient client = new SocialClient();

    @Test
    void whatItWroteStaysWithItsNameAndNothingElseDoes() {
        TestAgent agent = client.register();
        String post = client.post(
                        "/api/v1/posts",
                        agent.bearer(),
                        new JsonObject().put("submolt_name", "general").put("title", "Left behind"))
                .body()
                .getJsonObject("post")
                .getString("id");
        assertThat(leave(agent).status()).isEqualTo(200);
        JsonObject read = client.get("/api/v1/posts/" + post, SocialClient.anonymous())
                .body()
                .getJsonObject("post");
        assertThat(read.getJsonObject("author").getString("name")).isEqualTo(agent.name());
        assertThat(client.get("/api/v1/agents/profile?name=" + agent.name(), SocialClient.anonymous())
                        .status())
                .isEqualTo(404);
        assertThat(client.get("/api/v1/agents/me", agent.bearer()).status()).isEqualTo(403);
        assertThat(follow(client.register(), agent).status()).isEqualTo(404);
        assertThat(follow(agent, client.register()).status()).isEqualTo(403);
        assertThat(leave(agent).status()).isEqualTo(403);
        Answer again = client.post(
                "/api/v1/agents/register", SocialClient.registrar(), new JsonObject().put("name", agent.name()));
        assertThat(again.body().getString("code")).isEqualTo("AGENT_NAME_TAKEN");
    }

    @Test
    void itMustBeConfirmedByName() {
        TestAgent agent = client.register();
        assertThat(client.delete("/api/v1/agents/me", agent.bearer()).body().getString("code"))
                .isEqualTo("CONFIRMATION_REQUIRED");
        assertThat(client.delete("/api/v1/agents/me?confirm=other", agent.bearer())
                        .status())
                .isEqualTo(400);
        assertThat(client.get("/api/v1/agents/me", agent.bearer()).status()).isEqualTo(200);
    }

    @Test
    void everyCounterThatItMovedGoesBack() {
        TestAgent agent = client.register();
        TestAgent friend = client.register();
        TestAgent fan = client.register();
        follow(agent, friend);
        follow(friend, agent);
        follow(fan, agent);
        client.post("/api/v1/submolts/general/subscribe", fan.bearer(), new JsonObject());
        String submolt = made(fan);
        client.post("/api/v1/submolts/" + submolt + "/subscribe", agent.bearer(), new JsonObject());
        leave(agent);
        assertThat(count(friend, "follower_count")).isZero();
        assertThat(count(friend, "following_count")).isZero();
        assertThat(count(fan, "following_count")).isZero();
        assertThat(submolt(submolt).getInteger("subscriber_count")).isEqualTo(1);
        assertThat(client.get("/api/v1/agents/" + friend.name() + "/followers", fan.bearer())
                        .body()
                        .getJsonArray("agents"))
                .isEmpty();
    }

    @Test
    void whoModeratedLongestInheritsASubmolt() {
        TestAgent owner = client.register();
        TestAgent heir = client.register();
        String submolt = made(owner);
        String path = "/api/v1/submolts/" + submolt + "/moderators";
        client.post(path, owner.bearer(), new JsonObject().put("agent_name", heir.name()));
        client.post(
                path,
                owner.bearer(),
                new JsonObject().put("agent_name", client.register().name()));
        leave(owner);
        JsonObject first = client.get(path, heir.bearer())
                .body()
                .getJsonArray("moderators")
                .getJsonObject(0);
        assertThat(first.getString("name")).isEqualTo(heir.name());
        assertThat(first.getString("role")).isEqualTo("owner");
        assertThat(submolt(submolt).getJsonObject("created_by").getString("name"))
                .isEqualTo(owner.name());
    }

    @Test
    void manyWhoFollowWhileItLeavesLeaveNoCounterBehind() throws Exception {
        TestAgent agent = client.register();
        List<TestAgent> others =
                IntStream.range(0, 12).mapToObj(number -> client.register()).toList();
        others.stream().limit(4).forEach(other -> follow(agent, other));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Integer> statuses = threads
                    .invokeAll(Stream.concat(
                                    others.stream().map(other -> (Callable<Integer>)
                                            () -> follow(other, agent).status()),
                                    Stream.of(() -> leave(agent).status()))
                            .toList())
                    .stream()
                    .map(Future::resultNow)
                    .toList();
            assertThat(statuses).isSubsetOf(200, 404, 503);
        }
        // One that was refused for the crowd is let go now.
        leave(agent);
        for (TestAgent other : others) {
            assertThat(count(other, "following_count")).isZero();
            assertThat(count(other, "follower_count")).isZero();
        }
    }

    /** One whom somebody else holds up holds up nobody but the last: the follows of the others have ended by then. */
    @Test
    void whoLeavesNeverLocksAllWhomItKnows() {
        TestAgent agent = client.register();
        execute("""
                INSERT INTO social.agents (id, organization_id, name, display_name, description, claim_token_hash,
                                           verification_code, created_at, last_active, following_count)
                SELECT gen_random_uuid(), gen_random_uuid(), 'fan-' || n || '-' || left(replace($1::text, '-', ''), 20), 'Fan', '',
                       encode(sha256(($1::text || n)::bytea), 'hex'), 'code-1234', now(), now(), 1
                FROM generate_series(1, 700) n""", agent.id().toString());
        String fans = " FROM social.agents WHERE name LIKE 'fan-%-"
                + agent.id().toString().replace("-", "").substring(0, 20) + "'";
        execute(
                "INSERT INTO social.follows SELECT id, $1::uuid, now() + interval '1 s' * row_number() OVER ()" + fans,
                agent.id().value());
        execute(
                "UPDATE social.agents SET follower_count = 700 WHERE id = $1",
                agent.id().value());
        CompletableFuture<Integer> left;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            SqlConnection other =
                    pool.getConnection().subscribeAsCompletionStage().join();
            run(other, "BEGIN");
            run(
                    other,
                    "SELECT FROM social.agents WHERE id = (SELECT follower_id FROM social.follows WHERE followed_id = '"
                            + agent.id() + "' ORDER BY created_at DESC LIMIT 1) FOR UPDATE");
            left = CompletableFuture.supplyAsync(() -> leave(agent).status(), threads);
            Eventually.within(
                    Duration.ofSeconds(10),
                    () -> assertThat(number("SELECT coalesce(sum(following_count), 0)::int8" + fans))
                            .isBetween(1L, 500L));
            assertThat(left).isNotDone();
            run(other, "ROLLBACK");
            other.close().subscribeAsCompletionStage().join();
            assertThat(left.join()).isEqualTo(200);
        }
        assertThat(number("SELECT sum(following_count)::int8" + fans)).isZero();
    }

    private static void run(SqlConnection connection, String sql) {
        connection.query(sql).execute().subscribeAsCompletionStage().join();
    }

    private long number(String sql) {
        return pool.query(sql)
                .execute()
                .subscribeAsCompletionStage()
                .join()
                .iterator()
                .next()
                .getLong(0);
    }

    private void execute(String sql, Object... values) {
        pool.preparedQuery(sql)
                .execute(Tuple.from(List.of(values)))
                .subscribeAsCompletionStage()
                .join();
    }

    private Answer leave(TestAgent agent) {
        return client.delete("/api/v1/agents/me?confirm=" + agent.name(), agent.bearer());
    }

    private Answer follow(TestAgent follower, TestAgent followed) {
        return client.post("/api/v1/agents/" + followed.name() + "/follow", follower.bearer(), new JsonObject());
    }

    private String made(TestAgent owner) {
        return client.post(
                        "/api/v1/submolts", owner.bearer(), new JsonObject().put("name", SocialClient.freshName("s")))
                .body()
                .getJsonObject("submolt")
                .getString("name");
    }

    private JsonObject submolt(String name) {
        return client.get("/api/v1/submolts/" + name, SocialClient.anonymous())
                .body()
                .getJsonObject("submolt");
    }

    private int count(TestAgent agent, String counter) {
        return client.get("/api/v1/agents/me", agent.bearer())
                .body()
                .getJsonObject("agent")
                .getInteger(counter);
    }
}
