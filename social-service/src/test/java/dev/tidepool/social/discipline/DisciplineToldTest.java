package dev.tidepool.social.discipline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.caller.Role;
import dev.tidepool.kernel.event.Event;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.social.test.CarefulSettings;
import dev.tidepool.social.test.Counted;
import dev.tidepool.social.test.GatewayStandIn;
import dev.tidepool.social.test.SocialClient;
import dev.tidepool.social.test.SocialClient.TestAgent;
import dev.tidepool.social.test.ToldEvents;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whom suspensions and appeals are told to, and how they are counted. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayStandIn.class)
@QuarkusTestResource(CarefulSettings.class)
class DisciplineToldTest {

    private static final String MODERATOR = CarefulSettings.moderator(Role.OWNER);
    private static final String BY = "account:01900000-0000-7000-8000-0000000000aa";
    private static final String SUSPENSIONS = "tidepool.social.suspensions";
    private static final String ENDED = "tidepool.social.suspensions.ended";
    private static final String APPEALS = "tidepool.social.appeals";

    @Inject
    RedisDataSource redis;

    @Inject
    MeterRegistry metrics;

    @Inject
    Pool pool;

    @Inject
    SuspensionJob job;

    private final SocialClient client = new SocialClient();
    private ToldEvents told;

    @BeforeEach
    void listen() {
        told = new ToldEvents(redis);
    }

    @AfterEach
    void stopListening() {
        told.close();
    }

    @Test
    void aSuspensionByAModeratorAndItsEnd() {
        Counted suspended = new Counted(metrics, SUSPENSIONS, "by", "moderator");
        Counted lifted = new Counted(metrics, ENDED, "how", "lifted");
        TestAgent agent = suspended();
        JsonObject event = requireTold("agent:suspended", agent, BY);
        assertThat(event.getString("reason")).isEqualTo("Spam");
        assertThat(event.getString("suspendedUntil")).isNotEmpty();
        client.delete(path(agent), MODERATOR);
        requireTold("agent:unsuspended", agent, BY);
        client.delete(path(agent), MODERATOR);
        assertThat(suspended.since()).isEqualTo(1);
        assertThat(lifted.since()).as("the second found nothing to lift").isEqualTo(1);
    }

    @Test
    void anAppealItsRejectionAndItsAcceptance() {
        Counted made = new Counted(metrics, APPEALS, "outcome", "made");
        Counted accepted = new Counted(metrics, APPEALS, "outcome", "accepted");
        Counted rejected = new Counted(metrics, APPEALS, "outcome", "rejected");
        Counted ended = new Counted(metrics, ENDED, "how", "appeal");
        TestAgent heard = suspended();
        JsonObject appealed = appeal(heard);
        assertThat(requireTold("agent:appealed", heard, "agent:" + heard.id()).getString("appealId"))
                .isEqualTo(appealed.getString("appealId"));
        decide(appealed, "accept");
        assertThat(requireTold("agent:appeal_accepted", heard, BY).getString("reply"))
                .isEqualTo("Read the rules");
        requireTold("agent:unsuspended", heard, BY);
        TestAgent unheard = suspended();
        decide(appeal(unheard), "reject");
        assertThat(requireTold("agent:appeal_rejected", unheard, BY).getString("reply"))
                .isEqualTo("Read the rules");
        assertThat(told.all("agent:unsuspended", data -> unheard.id().toString().equals(data.getString("agentId"))))
                .isEmpty();
        assertThat(made.since()).isEqualTo(2);
        assertThat(accepted.since()).isEqualTo(1);
        assertThat(rejected.since()).isEqualTo(1);
        assertThat(ended.since()).isEqualTo(1);
    }

    @Test
    void theEndOfOneWhoseTimeIsOver() {
        Counted expired = new Counted(metrics, ENDED, "how", "expired");
        TestAgent agent = suspended();
        execute(
                "UPDATE social.suspensions SET suspended_until = now() - interval '1 second' WHERE agent_id = $1",
                agent);
        job.expire().subscribeAsCompletionStage().join();
        requireTold("agent:unsuspended", agent, "system");
        assertThat(expired.since()).isPositive();
    }

    @Test
    void aSuspensionByFailedChallenges() {
        Counted automatic = new Counted(metrics, SUSPENSIONS, "by", "automatic");
        TestAgent agent = client.register();
        execute("UPDATE social.agents SET karma = -1 WHERE id = $1", agent);
        for (int posts = 0; posts < 2; posts++) {
            failChallenge(agent);
        }
        assertThat(requireTold("agent:suspended", agent, "system").getString("reason"))
                .contains("challenges");
        assertThat(automatic.since()).isEqualTo(1);
    }

    /** To the agent's own room and an audit trail, and to nobody else; of what a moderator did, the agent is not told by whom. */
    private JsonObject requireTold(String type, TestAgent agent, String by) {
        JsonObject audited = told.await(
                type,
                data -> agent.id().toString().equals(data.getString("agentId")) && by.equals(data.getString("by")));
        assertThat(audited.getJsonObject("data").getString("name")).isEqualTo(agent.name());
        if (!by.equals(BY)) {
            assertThat(audited.getJsonArray("rooms")).as(type).containsExactly("user:" + agent.id(), Event.AUDIT_ROOM);
            return audited.getJsonObject("data");
        }
        assertThat(audited.getJsonArray("rooms")).as(type).containsExactly(Event.AUDIT_ROOM);
        assertThat(audited.getString("organization")).isEqualTo(CarefulSettings.MODERATING.toString());
        JsonObject own = told.await(
                type, data -> agent.id().toString().equals(data.getString("agentId")) && !data.containsKey("by"));
        assertThat(own.getJsonArray("rooms")).as(type).containsExactly("user:" + agent.id());
        return own.getJsonObject("data");
    }

    private TestAgent suspended() {
        TestAgent agent = client.register();
        client.post(
                path(agent), MODERATOR, new JsonObject().put("reason", "Spam").put("days", 2));
        return agent;
    }

    /** The data of its event, which has its id. */
    private JsonObject appeal(TestAgent agent) {
        client.post("/api/v1/agents/me/appeal", agent.bearer(), new JsonObject().put("text", "Please"));
        return told.await("agent:appealed", agent).getJsonObject("data");
    }

    private void decide(JsonObject appealed, String decision) {
        assertThat(client.post(
                                "/api/v1/appeals/" + appealed.getString("appealId") + "/decide",
                                MODERATOR,
                                new JsonObject().put("decision", decision).put("reply", "Read the rules"))
                        .status())
                .isEqualTo(200);
    }

    private void failChallenge(TestAgent agent) {
        execute("UPDATE social.posts SET created_at = now() - interval '1 day' WHERE author_id = $1", agent);
        String code = client.post(
                        "/api/v1/posts",
                        agent.bearer(),
                        new JsonObject().put("submolt_name", "general").put("title", "Try"))
                .body()
                .getJsonObject("post")
                .getJsonObject("verification")
                .getString("verification_code");
        for (int tries = 0; tries < 3; tries++) {
            client.post(
                    "/api/v1/verify",
                    agent.bearer(),
                    new JsonObject().put("verification_code", code).put("answer", "-1"));
        }
    }

    private static String path(TestAgent agent) {
        return "/api/v1/agents/" + agent.name() + "/suspension";
    }

    private void execute(String sql, TestAgent agent) {
        pool.preparedQuery(sql)
                .execute(Tuple.of(agent.id().value()))
                .subscribeAsCompletionStage()
                .join();
    }
}
