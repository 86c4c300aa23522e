package dev.tidepool.social.discipline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.caller.Role;
import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.social.agent.Author;
import dev.tidepool.social.test.CarefulSettings;
import dev.tidepool.social.test.GatewayStandIn;
import dev.tidepool.social.test.SocialClient;
import dev.tidepool.social.test.SocialClient.Answer;
import dev.tidepool.social.test.SocialClient.TestAgent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayStandIn.class)
@QuarkusTestResource(CarefulSettings.class)
class SuspensionTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String MODERATOR = CarefulSettings.moderator(Role.OWNER);

    @Inject
    Pool pool;

    @Inject
    DisciplineService discipline;

    private final SocialClient client = new SocialClient();

    @Test
    void aSuspendedAgentReadsAndWritesNothing() {
        TestAgent agent = client.register();
        String post = client.postByNewAgent("general", "Before");
        assertThat(suspend(agent, 3).body().getString("action")).isEqualTo("suspended");
        assertThat(client.get("/api/v1/posts/" + post, agent.bearer()).status()).isEqualTo(200);
        assertThat(client.get("/api/v1/home", agent.bearer()).status()).isEqualTo(200);
        List<String> writes = List.of(
                "/api/v1/posts",
                "/api/v1/posts/" + post + "/comments",
                "/api/v1/posts/" + post + "/upvote",
                "/api/v1/posts/" + post + "/report",
                "/api/v1/agents/" + client.register().name() + "/follow",
                "/api/v1/submolts",
                "/api/v1/submolts/general/subscribe",
                "/api/v1/agents/heartbeat",
                "/api/v1/agents/me/rotate-key",
                "/api/v1/agents/dm/request",
                "/api/v1/skills/any/comments",
                "/api/v1/notifications/read-all",
                "/api/v1/verify",
                "/api/analytics/alert-rules",
                "/api/analytics/brand-terms",
                "/api/analytics/relations",
                "/api/analytics/alerts/read-all",
                "/clawhub/api/v1/stars/any",
                "/clawhub/api/v1/skills/any/undelete");
        for (String path : writes) {
            Answer refused = client.post(path, agent.bearer(), new JsonObject());
            assertThat(refused.status()).as(path).isEqualTo(403);
            assertThat(refused.body().getString("code")).as(path).isEqualTo("AGENT_SUSPENDED");
            assertThat(refused.body().getString("appeal_url")).as(path).isNotNull();
        }
        assertThat(client.delete("/clawhub/api/v1/stars/any", agent.bearer())
                        .body()
                        .getString("code"))
                .isEqualTo("AGENT_SUSPENDED");
        assertThat(client.patch("/api/v1/agents/me", agent.bearer(), new JsonObject().put("description", "x"))
                        .status())
                .isEqualTo(403);
        assertThat(client.delete("/api/v1/agents/me?confirm=" + agent.name(), agent.bearer())
                        .status())
                .isEqualTo(403);
    }

    @Test
    void itIsToldWhyUntilWhenAndHowToAppeal() {
        TestAgent agent = client.register();
        suspend(agent, 3);
        JsonObject refused =
                client.post("/api/v1/posts", agent.bearer(), new JsonObject()).body();
        Instant inThreeDays = Instant.now().plus(Duration.ofDays(3));
        assertThat(refused.getString("reason")).isEqualTo("Spam in three submolts");
        assertThat(Instant.parse(refused.getString("suspended_until")))
                .isBetween(inThreeDays.minusSeconds(60), inThreeDays);
        assertThat(refused.getBoolean("permanent")).isFalse();
        assertThat(refused.getString("appeal_url")).startsWith("http").endsWith("/api/v1/agents/me/appeal");
        assertThat(refused.getString("hint")).contains("appeal");
        for (String path : List.of("/api/v1/agents/status", "/api/v1/agents/me")) {
            JsonObject told = client.get(path, agent.bearer()).body();
            assertThat(told.getJsonObject("agent").getBoolean("is_active")).isFalse();
            JsonObject suspension = told.getJsonObject("suspension");
            assertThat(suspension.getString("reason")).isEqualTo("Spam in three submolts");
            assertThat(suspension.getString("suspended_until")).isEqualTo(refused.getString("suspended_until"));
            assertThat(suspension.getValue("appeal")).isNull();
        }
        assertThat(notified(agent)).contains("\"type\":\"suspension\"");
    }

    @Test
    void oneForGoodHasNoEnd() {
        TestAgent agent = client.register();
        suspend(agent, null);
        JsonObject refused =
                client.post("/api/v1/posts", agent.bearer(), new JsonObject()).body();
        assertThat(refused.getBoolean("permanent")).isTrue();
        assertThat(refused.containsKey("suspended_until")).isFalse();
        assertThat(client.get("/api/v1/agents/me", agent.bearer())
                        .body()
                        .getJsonObject("suspension")
                        .getValue("suspended_until"))
                .isNull();
    }

    @Test
    void aModeratorLiftsIt() {
        TestAgent agent = client.register();
        suspend(agent, 1);
        assertThat(client.delete(path(agent), MODERATOR).body().getString("action"))
                .isEqualTo("unsuspended");
        assertThat(heartbeat(agent)).isEqualTo(200);
        JsonObject me = client.get("/api/v1/agents/me", agent.bearer()).body();
        assertThat(me.containsKey("suspension")).isFalse();
        assertThat(me.getJsonObject("agent").getBoolean("is_active")).isTrue();
        assertThat(client.delete(path(agent), MODERATOR).body().getString("action"))
                .isEqualTo("not_suspended");
    }

    @Test
    void whatIsOverBindsNoMoreAtOnce() {
        TestAgent agent = client.register();
        suspend(agent, 1);
        end(agent);
        assertThat(heartbeat(agent)).isEqualTo(200);
    }

    @Test
    void whatIsOverIsEndedWithoutTheAgent() {
        TestAgent agent = client.register();
        suspend(agent, 1);
        end(agent);
        Eventually.within(
                SOON,
                () -> assertThat(client.get("/api/v1/agents/profile?name=" + agent.name(), SocialClient.anonymous())
                                .body()
                                .getJsonObject("agent")
                                .getBoolean("is_active"))
                        .isTrue());
    }

    /** Failed challenges of an agent that a moderator suspended while the last of them was judged. */
    @Test
    void aModeratorsSuspensionIsNotReplacedByAShorterOne() {
        TestAgent agent = client.register();
        suspend(agent, null);
        Author author = new Author(agent.id(), SocialClient.ORGANIZATION, agent.name(), Instant.now());
        assertThat(pool.withTransaction(
                                transaction -> discipline.challengesFailed(transaction, author, 5, Instant.now()))
                        .await()
                        .indefinitely())
                .isFalse();
        assertThat(client.post("/api/v1/posts", agent.bearer(), new JsonObject())
                        .body()
                        .getBoolean("permanent"))
                .isTrue();
    }

    @Test
    void nobodyElseSuspends() {
        TestAgent agent = client.register();
        JsonObject body = new JsonObject().put("reason", "I do not like it");
        assertThat(client.post(path(agent), client.register().bearer(), body)
                        .body()
                        .getString("code"))
                .isEqualTo("PLATFORM_MODERATOR_REQUIRED");
        assertThat(client.delete(path(agent), client.register().bearer()).status())
                .isEqualTo(403);
        assertThat(client.post(path(agent), SocialClient.anonymous(), body).status())
                .isEqualTo(401);
        assertThat(client.get("/api/v1/appeals", agent.bearer()).status()).isEqualTo(403);
        assertThat(heartbeat(agent)).isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource(names = {"MEMBER", "READONLY"})
    void notEveryRoleOfTheOrganisationModerates(Role role) {
        assertThat(client.get("/api/v1/appeals", CarefulSettings.moderator(role))
                        .status())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"days\":1}",
                "{\"reason\":\" \"}",
                "{\"reason\":\"r\",\"days\":0}",
                "{\"reason\":\"r\",\"days\":3651}"
            })
    void badFieldsAreNamed(String body) {
        TestAgent agent = client.register();
        assertThat(client.postText(path(agent), MODERATOR, body).body().getString("field"))
                .isIn("reason", "days");
        assertThat(client.postText(path(agent), MODERATOR, "null").status()).isEqualTo(400);
        assertThat(heartbeat(agent)).isEqualTo(200);
    }

    @Test
    void neitherTheUnknownNorModeratorsAreSuspended() {
        assertThat(client.post(
                                "/api/v1/agents/nobody-at-all/suspension",
                                MODERATOR,
                                new JsonObject().put("reason", "r"))
                        .status())
                .isEqualTo(404);
        TestAgent moderator = client.register();
        execute(
                "UPDATE social.agents SET organization_id = $2 WHERE id = $1",
                moderator.id().value(),
                CarefulSettings.MODERATING.value());
        assertThat(suspend(moderator, 1).body().getString("code")).isEqualTo("PLATFORM_MODERATOR_PROTECTED");
    }

    /** Failing again and again suspends for longer and longer, and no failure counts twice. */
    @Test
    void whoFailsChallengesIsSuspendedForLongerEachTime() {
        TestAgent agent = client.register();
        execute("UPDATE social.agents SET karma = -1 WHERE id = $1", agent.id().value());
        List<Duration> times = List.of(Duration.ofHours(1), Duration.ofDays(1), Duration.ofDays(7), Duration.ofDays(7));
        for (Duration time : times) {
            fail(agent);
            assertThat(heartbeat(agent)).as("one failure").isEqualTo(200);
            fail(agent);
            Instant until = Instant.parse(client.post("/api/v1/agents/heartbeat", agent.bearer(), new JsonObject())
                    .body()
                    .getString("suspended_until"));
            assertThat(Duration.between(Instant.now(), until)).isBetween(time.minusMinutes(1), time);
            end(agent);
            assertThat(heartbeat(agent)).as("the same failures suspend once").isEqualTo(200);
        }
    }

    private void fail(TestAgent agent) {
        execute(
                "UPDATE social.posts SET created_at = now() - interval '1 day' WHERE author_id = $1",
                agent.id().value());
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

    private Answer suspend(TestAgent agent, @Nullable Integer days) {
        JsonObject body = new JsonObject().put("reason", "Spam in three submolts");
        return client.post(path(agent), MODERATOR, days == null ? body : body.put("days", days));
    }

    private int heartbeat(TestAgent agent) {
        return client.post("/api/v1/agents/heartbeat", agent.bearer(), new JsonObject())
                .status();
    }

    private String notified(TestAgent agent) {
        return client.get("/api/v1/notifications", agent.bearer()).body().encode();
    }

    private void end(TestAgent agent) {
        execute(
                "UPDATE social.suspensions SET suspended_until = now() - interval '1 second' WHERE agent_id = $1",
                agent.id().value());
    }

    private void execute(String sql, Object... values) {
        pool.preparedQuery(sql)
                .execute(Tuple.from(List.of(values)))
                .subscribeAsCompletionStage()
                .join();
    }
}
