package dev.tidepool.social.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.TestTokens;
import dev.tidepool.kernel.test.TidepoolTestResource;
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
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** How alerts are counted, what is told of one that somebody resolves, and when they are forgotten. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayStandIn.class)
class AlertToldTest {

    private static final String ALERTS = "/api/analytics/alerts";
    private static final String CHANGES = "tidepool.alert.changes";
    private static final Duration SOON = Duration.ofSeconds(15);

    @Inject
    RedisDataSource redis;

    @Inject
    MeterRegistry metrics;

    @Inject
    Pool pool;

    @Inject
    AlertJob job;

    private final SocialClient client = new SocialClient();
    private final String owner =
            TestTokens.bearer(new OrganizationId(UUID.randomUUID()), "social:read", "social:write");

    @Test
    void eachStepIsCounted() {
        Counted created = new Counted(metrics, CHANGES, "change", "created");
        Counted escalated = new Counted(metrics, CHANGES, "change", "escalated");
        Counted resolved = new Counted(metrics, CHANGES, "change", "resolved");
        TestAgent agent = client.register();
        String rule = silence(agent, "2 hours");
        Eventually.within(SOON, () -> assertThat(created.since()).isPositive());
        silent(agent, "9 hours");
        lookAgain(rule);
        Eventually.within(SOON, () -> assertThat(escalated.since()).isPositive());
        silent(agent, "0 hours");
        lookAgain(rule);
        Eventually.within(SOON, () -> assertThat(resolved.since()).isPositive());
    }

    @Test
    void oneThatSomebodyResolvesIsToldAndLaterForgotten() {
        String kept = raised(silence(client.register(), "2 hours"));
        String old = raised(silence(client.register(), "2 hours"));
        try (ToldEvents told = new ToldEvents(redis)) {
            client.post(ALERTS + "/" + kept + "/resolve", owner, new JsonObject());
            JsonObject event = told.await("alert:resolved", data -> kept.equals(data.getString("alertId")));
            assertThat(event.getJsonArray("rooms")).contains("alerts");
        }
        client.post(ALERTS + "/" + old + "/resolve", owner, new JsonObject());
        pool.preparedQuery("UPDATE social.alerts SET resolved_at = now() - interval '91 days' WHERE id = $1")
                .execute(Tuple.of(UUID.fromString(old)))
                .subscribeAsCompletionStage()
                .join();
        job.forget().subscribeAsCompletionStage().join();
        assertThat(client.get(ALERTS, owner).body().encode()).contains(kept).doesNotContain(old);
    }

    /** A rule about an agent that was silent so long; its id. */
    private String silence(TestAgent agent, String age) {
        silent(agent, age);
        return client.post(
                        "/api/analytics/alert-rules",
                        owner,
                        new JsonObject()
                                .put("name", "Silence")
                                .put("type", "INACTIVITY")
                                .put("threshold", 60)
                                .put("severity", "LOW")
                                .put("agentId", agent.id().toString()))
                .body()
                .getString("id");
    }

    private String raised(String rule) {
        return Eventually.value(
                SOON,
                "alert",
                () -> client.get(ALERTS + "?status=open", owner).body().getJsonArray("data").stream()
                        .map(JsonObject.class::cast)
                        .filter(alert -> rule.equals(alert.getString("ruleId")))
                        .map(alert -> alert.getString("id"))
                        .findFirst());
    }

    private void silent(TestAgent agent, String age) {
        pool.preparedQuery("UPDATE social.agents SET last_active = now() - $2::text::interval WHERE id = $1")
                .execute(Tuple.of(agent.id().value(), age))
                .subscribeAsCompletionStage()
                .join();
    }

    private void lookAgain(String rule) {
        pool.preparedQuery("UPDATE social.alert_rules SET next_look_at = now() WHERE id = $1")
                .execute(Tuple.of(UUID.fromString(rule)))
                .subscribeAsCompletionStage()
                .join();
    }
}
