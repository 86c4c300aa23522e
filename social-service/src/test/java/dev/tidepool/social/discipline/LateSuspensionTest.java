package dev.tidepool.social.discipline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.caller.Role;
import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.social.test.CarefulSettings;
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
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A suspension that comes after a request was let in, and before it writes. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayStandIn.class)
@QuarkusTestResource(CarefulSettings.class)
class LateSuspensionTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    @Inject
    Pool pool;

    private final SocialClient client = new SocialClient();

    /** The lock of the agent's row, of its row and another's, and a statement of its own. */
    @ParameterizedTest
    @ValueSource(
            strings = {"/api/v1/submolts/general/subscribe", "/api/v1/agents/%s/follow", "/api/v1/agents/heartbeat"})
    void refusesAWriteThatWaitsAsItRefusesThoseThatComeLater(String path) throws Exception {
        TestAgent agent = client.register();
        String other = client.register().name();
        Answer refused = whileLocked(
                "SELECT FROM social.agents WHERE id = $1 FOR UPDATE",
                agent.id().value(),
                () -> client.post(path.formatted(other), agent.bearer(), new JsonObject()),
                holder -> {
                    run(holder, """
                            INSERT INTO social.suspensions (id, agent_id, reason, suspended_by, created_at)
                            VALUES (gen_random_uuid(), $1, 'Spam', 'account:x', now())""", agent.id().value());
                    run(
                            holder,
                            "UPDATE social.agents SET is_active = false WHERE id = $1",
                            agent.id().value());
                });
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body().getString("code")).isEqualTo("AGENT_SUSPENDED");
        assertThat(refused.body().getString("reason")).isEqualTo("Spam");
        assertThat(refused.body().getBoolean("permanent")).isTrue();
        assertThat(refused.body().getString("appeal_url")).endsWith("/api/v1/agents/me/appeal");
    }

    @Test
    void refusesAVoteThatWaitsForTheOnesBefore() throws Exception {
        TestAgent voter = client.register();
        String post = client.postByNewAgent("general", "Disputed");
        Answer refused = whileLocked(
                "SELECT FROM social.posts WHERE id = $1 FOR UPDATE",
                UUID.fromString(post),
                () -> client.post("/api/v1/posts/" + post + "/upvote", voter.bearer(), new JsonObject()),
                holder -> assertThat(client.post(
                                        "/api/v1/agents/" + voter.name() + "/suspension",
                                        CarefulSettings.moderator(Role.OWNER),
                                        new JsonObject().put("reason", "Spam").put("days", 2))
                                .status())
                        .isEqualTo(200));
        assertThat(refused.body().getString("code")).isEqualTo("AGENT_SUSPENDED");
        assertThat(refused.body().getString("suspended_until")).isNotBlank();
    }

    @Test
    void whoLeftMeanwhileIsNoAgentAnyMore() throws Exception {
        TestAgent agent = client.register();
        Answer refused = whileLocked(
                "SELECT FROM social.agents WHERE id = $1 FOR UPDATE",
                agent.id().value(),
                () -> client.post("/api/v1/submolts/general/subscribe", agent.bearer(), new JsonObject()),
                holder -> run(
                        holder,
                        "UPDATE social.agents SET deleted_at = now() WHERE id = $1",
                        agent.id().value()));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body().getString("code")).isEqualTo("AGENT_REQUIRED");
    }

    private interface Call {
        Answer make();
    }

    private interface Change {
        void make(SqlConnection holder);
    }

    /** Holds a lock until the call waits for it, then makes a change, and lets go. */
    private Answer whileLocked(String lock, UUID id, Call call, Change change) throws Exception {
        SqlConnection holder = pool.getConnection().await().indefinitely();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            run(holder, "BEGIN");
            run(holder, lock, id);
            Future<Answer> calling = threads.submit(call::make);
            Eventually.within(SOON, () -> assertThat(waiting()).isPositive());
            change.make(holder);
            run(holder, "COMMIT");
            return calling.get();
        } finally {
            holder.close().await().indefinitely();
        }
    }

    private long waiting() {
        return pool.query("""
                SELECT count(*) FROM pg_stat_activity
                WHERE usename = current_user AND wait_event_type = 'Lock' AND state = 'active'""")
                .execute()
                .map(rows -> rows.iterator().next().getLong(0))
                .await()
                .indefinitely();
    }

    private static void run(SqlConnection connection, String sql, Object... values) {
        connection
                .preparedQuery(sql)
                .execute(Tuple.from(List.of(values)))
                .await()
                .indefinitely();
    }
}
