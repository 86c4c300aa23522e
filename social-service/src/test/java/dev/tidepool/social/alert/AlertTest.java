package dev.tidepool.social.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.TestTokens;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.social.test.GatewayStandIn;
import dev.tidepool.social.test.ReceiverPort;
import dev.tidepool.social.test.SocialClient;
import dev.tidepool.social.test.SocialClient.Answer;
import dev.tidepool.social.test.SocialClient.TestAgent;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.redis.datasource.pubsub.PubSubCommands;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayStandIn.class)
@QuarkusTestResource(ReceiverPort.class)
class AlertTest {

    private static final String RULES = "/api/analytics/alert-rules";
    private static final String ALERTS = "/api/analytics/alerts";
    private static final Duration SOON = Duration.ofSeconds(15);

    @Inject
    Pool pool;

    @Inject
    RedisDataSource redis;

    private final SocialClient client = new SocialClient();
    private final OrganizationId organization = new OrganizationId(UUID.randomUUID());
    private final String owner = TestTokens.bearer(organization, "social:read", "social:write");
    private final String stranger =
            TestTokens.bearer(new OrganizationId(UUID.randomUUID()), "social:read", "social:write");

    @Test
    void aRuleRaisesAnAlertThatIsToldToItsOrganisationAndGoesUpAndIsResolved() {
        Queue<JsonObject> told = new ConcurrentLinkedQueue<>();
        PubSubCommands.RedisSubscriber subscription =
                redis.pubsub(String.class).subscribe("tidepool:events:social", text -> told.add(new JsonObject(text)));
        TestAgent agent = client.register();
        comment(agent);
        JsonObject rule = made(
                rule("COMMENT_VOLUME", 1).put("agentId", agent.id().toString()).put("severity", "HIGH"));
        JsonObject alert = await(rule, "open", 1);
        assertThat(alert.getString("severity")).isEqualTo("HIGH");
        assertThat(alert.getDouble("threshold")).isEqualTo(1);
        JsonObject created = event(told, "alert:created", alert);
        assertThat(created.getJsonArray("rooms")).isEqualTo(JsonArray.of("alerts"));
        assertThat(created.getString("organization")).isEqualTo(organization.toString());
        assertThat(unread(owner)).isEqualTo(1);
        assertThat(unread(stranger)).isZero();

        comment(agent);
        comment(agent);
        lookAgain(rule);
        JsonObject higher = await(rule, "open", 3);
        assertThat(higher.getString("severity")).isEqualTo("CRITICAL");
        assertThat(higher.getString("id")).isEqualTo(alert.getString("id"));
        assertThat(event(told, "alert:escalated", alert).getJsonArray("rooms"))
                .isEqualTo(JsonArray.of("alerts", "alerts:critical"));

        sql("UPDATE social.comments SET is_deleted = true WHERE author_id = '" + agent.id() + "'");
        lookAgain(rule);
        JsonObject ended = await(rule, "resolved", 0);
        assertThat(ended.getValue("resolvedBy")).isNull();
        event(told, "alert:resolved", alert);

        // The cooldown of an hour has begun.
        comment(agent);
        lookAgain(rule);
        awaitLook(rule);
        assertThat(alerts("?status=open")).isEmpty();
        subscription.unsubscribe();
    }

    @Test
    void readingAndResolvingAreTheOrganisationsOwn() {
        TestAgent agent = client.register();
        comment(agent);
        JsonObject alert =
                await(made(rule("COMMENT_VOLUME", 1).put("agentId", agent.id().toString())), "open", 1);
        String path = ALERTS + "/" + alert.getString("id");
        assertThat(client.post(path + "/read", stranger, new JsonObject()).status())
                .isEqualTo(404);
        assertThat(client.post(path + "/resolve", stranger, new JsonObject()).status())
                .isEqualTo(404);
        client.post(ALERTS + "/read-all", stranger, new JsonObject());
        assertThat(client.get(ALERTS, stranger).body().getJsonArray("data")).isEmpty();
        assertThat(alerts("?unread=true")).hasSize(1);
        assertThat(client.post(path + "/read", owner, new JsonObject()).body().getBoolean("read"))
                .isTrue();
        assertThat(alerts("?unread=true")).isEmpty();
        assertThat(unread(owner)).isZero();
        JsonObject resolved =
                client.post(path + "/resolve", owner, new JsonObject()).body();
        assertThat(resolved.getString("status")).isEqualTo("resolved");
        assertThat(resolved.getString("resolvedBy")).startsWith("key:");
        assertThat(client.post(path + "/resolve", owner, new JsonObject()).status())
                .isEqualTo(200);
        assertThat(alerts("?status=open")).isEmpty();
        assertThat(alerts("?status=resolved&type=COMMENT_VOLUME&severity=MEDIUM"))
                .hasSize(1);
        assertThat(alerts("?severity=LOW")).isEmpty();
    }

    @Test
    void anothersRuleDoesNotExist() {
        String path = RULES + "/" + made(rule("POST_VOLUME", 1_000_000)).getString("id");
        assertThat(client.get(path, stranger).status()).isEqualTo(404);
        assertThat(client.patch(path, stranger, new JsonObject().put("threshold", 1))
                        .status())
                .isEqualTo(404);
        assertThat(client.delete(path, stranger).status()).isEqualTo(404);
        assertThat(client.get(RULES, stranger).body().getJsonArray("data")).isEmpty();
        assertThat(client.patch(
                                path,
                                owner,
                                new JsonObject().put("name", "Fewer").put("enabled", false))
                        .body()
                        .getString("name"))
                .isEqualTo("Fewer");
        assertThat(client.delete(path, owner).status()).isEqualTo(204);
        assertThat(client.get(path, owner).status()).isEqualTo(404);
    }

    @Test
    void followersAndSilenceAreMeasured() {
        TestAgent agent = client.register();
        client.post(
                "/api/v1/agents/" + agent.name() + "/follow", client.register().bearer(), new JsonObject());
        sql("UPDATE social.agents SET last_active = now() - interval '2 hours' WHERE id = '" + agent.id() + "'");
        JsonObject gain =
                made(rule("FOLLOWER_GAIN", 1).put("agentId", agent.id().toString()));
        JsonObject silence =
                made(rule("INACTIVITY", 119).put("agentId", agent.id().toString()));
        await(gain, "open", 1);
        Eventually.value(SOON, "silence", () -> find(silence, "open").filter(alert -> alert.getDouble("value") >= 120));
    }

    @Test
    void pagesHoldEachOnce() {
        TestAgent agent = client.register();
        comment(agent);
        for (int number = 0; number < 3; number++) {
            await(made(rule("COMMENT_VOLUME", 1).put("agentId", agent.id().toString())), "open", 1);
        }
        JsonObject first = client.get(ALERTS + "?limit=2", owner).body();
        String cursor = first.getJsonObject("pageInfo").getString("nextCursor");
        JsonObject second =
                client.get(ALERTS + "?limit=2&cursor=" + cursor, owner).body();
        List<Object> ids = new ArrayList<>(
                first.getJsonArray("data").stream().map(AlertTest::id).toList());
        ids.addAll(second.getJsonArray("data").stream().map(AlertTest::id).toList());
        assertThat(ids).hasSize(3).doesNotHaveDuplicates();
        assertThat(second.getJsonObject("pageInfo").getBoolean("hasNextPage")).isFalse();
        assertThat(client.get(ALERTS + "?status=open&cursor=" + cursor, owner).status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"name\":\"x\",\"type\":\"POSTS\",\"threshold\":1}",
                "{\"name\":\"x\",\"type\":\"POST_VOLUME\"}",
                "{\"name\":\" \",\"type\":\"POST_VOLUME\",\"threshold\":1}",
                "{\"name\":\"x\",\"type\":\"POST_VOLUME\",\"threshold\":1e13}",
                "{\"name\":\"x\",\"type\":\"POST_VOLUME\",\"threshold\":1,\"windowMinutes\":0}",
                "{\"name\":\"x\",\"type\":\"POST_VOLUME\",\"threshold\":1,\"windowMinutes\":10081}",
                "{\"name\":\"x\",\"type\":\"POST_VOLUME\",\"threshold\":1,\"cooldownMinutes\":-1}",
                "{\"name\":\"x\",\"type\":\"POST_VOLUME\",\"threshold\":1,\"severity\":\"URGENT\"}",
                "{\"name\":\"x\",\"type\":\"FOLLOWER_GAIN\",\"threshold\":1}",
                "{\"name\":\"x\",\"type\":\"BRAND_MENTIONS\",\"threshold\":1}",
                "{\"name\":\"x\",\"type\":\"POST_VOLUME\",\"threshold\":1,\"agentId\":\"me\"}",
                "",
            })
    void refusesRulesThatAreNone(String body) {
        assertThat(client.postText(RULES, owner, body).status()).isEqualTo(400);
    }

    @Test
    void refusesWhatIsNotThereAndTooMany() {
        assertThat(client.post(
                                RULES,
                                owner,
                                rule("INACTIVITY", 1)
                                        .put("agentId", UUID.randomUUID().toString()))
                        .status())
                .isEqualTo(404);
        assertThat(client.post(
                                RULES,
                                owner,
                                rule("BRAND_MENTIONS", 1)
                                        .put("termId", UUID.randomUUID().toString()))
                        .status())
                .isEqualTo(404);
        for (int number = 0; number < 10; number++) {
            made(rule("POST_VOLUME", 1_000_000).put("enabled", false));
        }
        assertThat(client.post(RULES, owner, rule("COMMENT_VOLUME", 1)).body().getString("code"))
                .as("about the whole network")
                .isEqualTo("WIDE_RULE_LIMIT_REACHED");
        JsonObject narrow = rule("POST_VOLUME", 1_000_000)
                .put("agentId", client.register().id().toString())
                .put("enabled", false);
        for (int number = 10; number < 50; number++) {
            made(narrow);
        }
        Answer refused = client.post(RULES, owner, narrow);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body().getString("code")).isEqualTo("ALERT_RULE_LIMIT_REACHED");
        assertThat(client.get(ALERTS + "?status=shut", owner).status()).isEqualTo(400);
        assertThat(client.post(RULES, TestTokens.bearer(organization, "social:read"), rule("POST_VOLUME", 1))
                        .status())
                .isEqualTo(403);
        assertThat(client.get(RULES, SocialClient.anonymous()).status()).isEqualTo(401);
    }

    @Test
    void aLongWindowOfTheWholeNetworkIsRefusedWhereNoSumsAreKept() {
        JsonObject comments = rule("COMMENT_VOLUME", 1_000_000).put("windowMinutes", 1441);
        Answer refused = client.post(RULES, owner, comments);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body().getString("field")).isEqualTo("windowMinutes");
        made(comments.copy().put("windowMinutes", 1440));
        JsonObject made =
                made(comments.copy().put("agentId", client.register().id().toString()));
        assertThat(made.getInteger("windowMinutes")).isEqualTo(1441);
        made(rule("POST_VOLUME", 1_000_000_000).put("windowMinutes", 10080));
    }

    private static JsonObject rule(String type, double threshold) {
        return new JsonObject().put("name", "A rule").put("type", type).put("threshold", threshold);
    }

    private JsonObject made(JsonObject request) {
        Answer answer = client.post(RULES, owner, request);
        assertThat(answer.status()).as(answer.body().encode()).isEqualTo(201);
        return answer.body();
    }

    private void comment(TestAgent agent) {
        sql("UPDATE social.comments SET created_at = created_at - interval '2 minutes' WHERE author_id = '" + agent.id()
                + "'");
        String post = client.postByNewAgent("general", "Alerted");
        Answer answer = client.post(
                "/api/v1/posts/" + post + "/comments",
                agent.bearer(),
                new JsonObject().put("content", "Said " + UUID.randomUUID()));
        assertThat(answer.status()).as(answer.body().encode()).isEqualTo(201);
    }

    private void lookAgain(JsonObject rule) {
        sql("UPDATE social.alert_rules SET next_look_at = now() WHERE id = '" + rule.getString("id") + "'");
    }

    private void awaitLook(JsonObject rule) {
        Eventually.value(
                SOON,
                "a look",
                () -> Optional.of(
                                pool.query("SELECT next_look_at > now() AS looked FROM social.alert_rules WHERE id = '"
                                                + rule.getString("id") + "'")
                                        .execute()
                                        .map(rows -> rows.iterator().next().getBoolean("looked"))
                                        .await()
                                        .indefinitely())
                        .filter(looked -> looked));
    }

    private JsonObject await(JsonObject rule, String status, double value) {
        return Eventually.value(
                SOON, status, () -> find(rule, status).filter(alert -> alert.getDouble("value") == value));
    }

    private Optional<JsonObject> find(JsonObject rule, String status) {
        return alerts("?status=" + status).stream()
                .filter(alert -> rule.getString("id").equals(alert.getString("ruleId")))
                .findFirst();
    }

    private List<JsonObject> alerts(String query) {
        return client.get(ALERTS + query, owner).body().getJsonArray("data").stream()
                .map(JsonObject.class::cast)
                .toList();
    }

    private int unread(String bearer) {
        return client.get("/api/analytics/overview", bearer)
                .body()
                .getJsonObject("alerts")
                .getInteger("unread");
    }

    private static JsonObject event(Queue<JsonObject> told, String type, JsonObject alert) {
        return Eventually.value(
                SOON,
                type,
                () -> told.stream()
                        .filter(event -> type.equals(event.getString("type")))
                        .filter(event -> alert.getString("id")
                                .equals(event.getJsonObject("data").getString("alertId")))
                        .findFirst());
    }

    private static Object id(Object alert) {
        return ((JsonObject) alert).getString("id");
    }

    private void sql(String statement) {
        pool.query(statement).execute().await().indefinitely();
    }
}
