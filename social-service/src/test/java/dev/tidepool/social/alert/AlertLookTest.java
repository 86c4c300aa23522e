package dev.tidepool.social.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.Slow;
import dev.tidepool.kernel.test.TestTokens;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.social.test.GatewayStandIn;
import dev.tidepool.social.test.SocialClient;
import dev.tidepool.social.test.SocialClient.Answer;
import dev.tidepool.social.test.SocialClient.TestAgent;
import dev.tidepool.social.test.ToldEvents;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Transaction;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** How rules are looked at: together where they ask the same, and none at the cost of another. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayStandIn.class)
@Slow
class AlertLookTest {

    private static final String RULES = "/api/analytics/alert-rules";
    private static final String ALERTS = "/api/analytics/alerts";
    private static final Duration SOON = Duration.ofSeconds(30);

    @Inject
    Pool pool;

    @Inject
    MeterRegistry metrics;

    @Inject
    RedisDataSource redis;

    private final SocialClient client = new SocialClient();
    private final String owner =
            TestTokens.bearer(new OrganizationId(UUID.randomUUID()), "social:read", "social:write");
    private final TestAgent agent = client.register();

    @Test
    void equalRulesAreMeasuredOnce() {
        sql("UPDATE social.alert_rules SET is_enabled = false");
        for (int number = 0; number < 3; number++) {
            double before = measured();
            made("COMMENT_VOLUME", 1_000_000 + number);
            Eventually.within(SOON, () -> assertThat(measured()).isGreaterThan(before));
        }
        double before = measured();
        lookAgain();
        Eventually.within(SOON, () -> assertThat(measured()).isGreaterThan(before));
        // Looked at when those three were.
        made("POST_VOLUME", 1_000_000);
        Eventually.within(SOON, () -> assertThat(measured()).isGreaterThanOrEqualTo(before + 2));
        assertThat(measured()).isEqualTo(before + 2);
    }

    /** Nobody reads a table that is locked: that measure runs out of its time. */
    @Test
    void aMeasureThatFailsHoldsUpNoOther() {
        comment(agent);
        String gain = made("FOLLOWER_GAIN", 1);
        SqlConnection connection = pool.getConnection().await().indefinitely();
        Transaction transaction = connection.begin().await().indefinitely();
        try {
            connection
                    .query("LOCK TABLE social.follows IN ACCESS EXCLUSIVE MODE")
                    .execute()
                    .await()
                    .indefinitely();
            lookAgain();
            String volume = made("COMMENT_VOLUME", 1);
            Eventually.within(SOON, () -> assertThat(open(volume)).isEqualTo("1"));
            assertThat(text("SELECT (next_look_at > now())::text FROM social.alert_rules WHERE id = '" + gain + "'"))
                    .isEqualTo("true");
        } finally {
            transaction.rollback().await().indefinitely();
            connection.close().await().indefinitely();
        }
    }

    @Test
    void theNextLookIsAHundredthOfALongWindowAway() {
        String rule = made(new JsonObject()
                .put("name", "Long")
                .put("type", "POST_VOLUME")
                .put("threshold", 1_000_000_000)
                .put("windowMinutes", 10_000));
        Eventually.within(SOON, () -> assertThat(text("""
                        SELECT (next_look_at > now() + interval '95 minutes' AND next_look_at < now() + interval '101 minutes')::text
                        FROM social.alert_rules WHERE id = '%s'""".formatted(rule))).isEqualTo("true"));
    }

    @Test
    void anAlertEndsWithItsRule() {
        try (ToldEvents told = new ToldEvents(redis)) {
            anAlertEndsWithItsRule(told);
        }
    }

    private void anAlertEndsWithItsRule(ToldEvents told) {
        comment(agent);
        String disabled = raised();
        client.patch(RULES + "/" + disabled, owner, new JsonObject().put("enabled", false));
        assertThat(open(disabled)).isEqualTo("0");
        String deleted = raised();
        String alert = text("SELECT id::text FROM social.alerts WHERE rule_id = '" + deleted + "'");
        assertThat(client.delete(RULES + "/" + deleted, owner).status()).isEqualTo(204);
        JsonObject resolved = client.get(ALERTS + "?status=resolved", owner).body().getJsonArray("data").stream()
                .map(JsonObject.class::cast)
                .filter(found -> found.getString("id").equals(alert))
                .findFirst()
                .orElseThrow();
        assertThat(resolved.getString("resolvedBy")).startsWith("key:");
        told.await("alert:resolved", data -> alert.equals(data.getString("alertId")));
        // Also when it goes in another way.
        String gone = raised();
        String left = text("SELECT id::text FROM social.alerts WHERE rule_id = '" + gone + "'");
        sql("DELETE FROM social.alert_rules WHERE id = '" + gone + "'");
        assertThat(text("SELECT (resolved_at IS NOT NULL)::text FROM social.alerts WHERE id = '" + left + "'"))
                .isEqualTo("true");
    }

    @Test
    void oneThatWasResolvedByHandDoesNotComeBackAtOnce() {
        comment(agent);
        String rule = raised();
        sql("UPDATE social.alert_rules SET last_alerted_at = now() - interval '2 hours' WHERE id = '" + rule + "'");
        String alert = text("SELECT id::text FROM social.alerts WHERE rule_id = '" + rule + "'");
        client.post(ALERTS + "/" + alert + "/resolve", owner, new JsonObject());
        double before = measured();
        lookAgain();
        // The next measure of all begins when this look is over.
        Eventually.within(SOON, () -> assertThat(measured()).isGreaterThan(before));
        String other = raised();
        assertThat(open(rule)).isEqualTo("0");
        assertThat(open(other)).isEqualTo("1");
    }

    @Test
    void commentsBelowARemovedPostAreNotCounted() {
        String post = comment(agent);
        sql("UPDATE social.posts SET is_deleted = true WHERE id = '" + post + "'");
        String rule = made("COMMENT_VOLUME", 0);
        Eventually.within(SOON, () -> assertThat(open(rule)).isEqualTo("1"));
        assertThat(text("SELECT value::text FROM social.alerts WHERE rule_id = '" + rule + "'"))
                .isEqualTo("0");
    }

    @Test
    void weeksOfPostsAreReadFromTheSumsOfDays() {
        sql("INSERT INTO social.daily_activity VALUES ((now() AT TIME ZONE 'UTC')::date - 3, 700000, 0, 0, 0, 0, 0)"
                + " ON CONFLICT (day) DO UPDATE SET posts = daily_activity.posts + 700000");
        String rule = made(new JsonObject()
                .put("name", "A week")
                .put("type", "POST_VOLUME")
                .put("threshold", 700_000)
                .put("windowMinutes", 10_080));
        Eventually.within(SOON, () -> assertThat(open(rule)).isEqualTo("1"));
        sql("UPDATE social.daily_activity SET posts = posts - 700000 WHERE day = (now() AT TIME ZONE 'UTC')::date - 3");
    }

    private String raised() {
        String rule = made("COMMENT_VOLUME", 1);
        Eventually.within(SOON, () -> assertThat(open(rule)).isEqualTo("1"));
        return rule;
    }

    private String made(String type, double threshold) {
        return made(new JsonObject()
                .put("name", "A rule")
                .put("type", type)
                .put("threshold", threshold)
                .put("agentId", agent.id().toString()));
    }

    private String made(JsonObject rule) {
        Answer answer = client.post(RULES, owner, rule);
        assertThat(answer.status()).as(answer.body().encode()).isEqualTo(201);
        return answer.body().getString("id");
    }

    private String comment(TestAgent by) {
        String post = client.postByNewAgent("general", "Looked at");
        Answer answer = client.post(
                "/api/v1/posts/" + post + "/comments",
                by.bearer(),
                new JsonObject().put("content", "Said " + UUID.randomUUID()));
        assertThat(answer.status()).as(answer.body().encode()).isEqualTo(201);
        return post;
    }

    private void lookAgain() {
        sql("UPDATE social.alert_rules SET next_look_at = now() WHERE is_enabled AND agent_id = '" + agent.id() + "'");
    }

    private String open(String rule) {
        return text("SELECT count(*)::text FROM social.alerts WHERE rule_id = '" + rule + "' AND resolved_at IS NULL");
    }

    private double measured() {
        return metrics.counter("tidepool.alert.measures", "outcome", "measured").count();
    }

    private String text(String query) {
        return pool.query(query)
                .execute()
                .map(rows -> rows.iterator().next().getString(0))
                .await()
                .indefinitely();
    }

    private void sql(String statement) {
        pool.query(statement).execute().await().indefinitely();
    }
}
