package dev.tidepool.gateway;

import static dev.tidepool.gateway.support.Gateway.as;
import static dev.tidepool.gateway.support.Gateway.bodyOf;
import static dev.tidepool.gateway.support.Gateway.header;
import static dev.tidepool.gateway.support.Gateway.json;
import static dev.tidepool.gateway.support.Gateway.send;
import static dev.tidepool.gateway.support.Gateway.statusOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.gateway.support.Gateway;
import dev.tidepool.gateway.support.GatewayTestResource;
import dev.tidepool.gateway.support.Keys;
import dev.tidepool.gateway.support.Organizations;
import dev.tidepool.gateway.support.SocketClient;
import dev.tidepool.gateway.support.StandInService;
import dev.tidepool.gateway.support.Trail;
import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.TidepoolTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayTestResource.class)
class KeyRotationTest {

    private static final String OWNER = Organizations.MAIN.key();
    private static final Duration WITHIN = Duration.ofSeconds(1);
    private static final Duration SOON = Duration.ofSeconds(10);

    @Inject
    Pool pool;

    @BeforeEach
    void startServices() {
        StandInService.SESSION.start();
        StandInService.SOCIAL.start();
    }

    @Test
    void bothTextsWorkForADayAndBelongToOneKey() {
        JsonObject old = Keys.create(OWNER, Keys.wanted("rotated", "chat:read"));
        JsonObject fresh = Keys.rotated(OWNER, old.getString("id"), "{}");
        assertThat(fresh.getString("id")).isEqualTo(old.getString("id"));
        assertThat(fresh.getString("apiKey")).matches("tidepool_[0-9a-f]{64}").isNotEqualTo(old.getString("apiKey"));
        assertThat(Duration.between(Instant.now(), Instant.parse(fresh.getString("previousWorksUntil"))))
                .isBetween(Duration.ofHours(23), Duration.ofHours(24));
        assertThat(subjectOf(old)).isEqualTo(subjectOf(fresh)).isEqualTo("key:" + old.getString("id"));
        assertThat(Trail.of(Organizations.MAIN, "type=key.rotated")
                        .getFirst()
                        .getJsonObject("details")
                        .getString("key"))
                .isEqualTo(old.getString("id"));
    }

    @Test
    void theOldTextStopsByItself() {
        JsonObject old = Keys.create(OWNER, Keys.wanted("short", "chat:read"));
        JsonObject fresh = Keys.rotated(OWNER, old.getString("id"), "{\"graceSeconds\":2}");
        assertThat(statusOf(me(old))).as("within the grace, and remembered").isEqualTo(200);
        Eventually.within(
                Duration.ofSeconds(4), () -> assertThat(statusOf(me(old))).isEqualTo(401));
        assertThat(Instant.now()).isAfterOrEqualTo(Instant.parse(fresh.getString("previousWorksUntil")));
        assertThat(statusOf(me(fresh))).isEqualTo(200);
    }

    @Test
    void aTextKnownToOthersStopsAtOnce() {
        JsonObject old = Keys.create(OWNER, Keys.wanted("leaked", "chat:read"));
        assertThat(statusOf(me(old))).isEqualTo(200);
        Keys.rotated(OWNER, old.getString("id"), "{\"graceSeconds\":0}");
        Eventually.within(WITHIN, () -> assertThat(statusOf(me(old))).isEqualTo(401));
    }

    @Test
    void twoTextsWorkAtMost() {
        JsonObject first = Keys.create(OWNER, Keys.wanted("thrice", "chat:read"));
        JsonObject second = Keys.rotated(OWNER, first.getString("id"), "{}");
        assertThat(statusOf(me(first))).isEqualTo(200);
        JsonObject third = Keys.rotated(OWNER, first.getString("id"), "{}");
        Eventually.within(WITHIN, () -> assertThat(statusOf(me(first))).isEqualTo(401));
        assertThat(statusOf(me(second))).isEqualTo(200);
        assertThat(statusOf(me(third))).isEqualTo(200);
    }

    @Test
    void revokingAKeyEndsBothItsTexts() {
        JsonObject old = Keys.create(OWNER, Keys.wanted("gone", "chat:read"));
        JsonObject fresh = Keys.rotated(OWNER, old.getString("id"), "{}");
        assertThat(statusOf(me(old))).isEqualTo(200);
        assertThat(statusOf(me(fresh))).isEqualTo(200);
        assertThat(statusOf(as(OWNER, "/v1/api-keys/" + old.getString("id")).DELETE()))
                .isEqualTo(204);
        Eventually.within(WITHIN, () -> {
            assertThat(statusOf(me(old))).isEqualTo(401);
            assertThat(statusOf(me(fresh))).isEqualTo(401);
        });
    }

    @Test
    void nobodyGetsMoreByRotatingThanHeHas() {
        String clerk = Keys.create(OWNER, Keys.wanted("clerk", "keys:read", "keys:write"))
                .getString("apiKey");
        String stronger =
                Keys.create(OWNER, Keys.wanted("stronger", "social:write")).getString("id");
        HttpResponse<String> refused = Keys.rotate(clerk, stronger, "{}");
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(bodyOf(refused).getString("scope")).isEqualTo("social:write");
        assertThat(Keys.rotate(Organizations.OTHER.key(), stronger, "{}").statusCode())
                .as("another organisation's owner")
                .isEqualTo(404);
    }

    @Test
    void aBoundKeyGetsNoTextOfAFreeOne() {
        String free = Keys.create(OWNER, Keys.wanted("free", "chat:read")).getString("id");
        JsonObject bounds = Keys.wanted("contractor", "keys:read", "keys:write", "chat:read");
        JsonObject ending =
                bounds.copy().put("expiresAt", Instant.now().plusSeconds(3600).toString());
        assertThat(fieldRefused(ending, free)).isEqualTo("expiresAt");
        assertThat(fieldRefused(bounds.copy().put("rateLimitPerMinute", 10), free))
                .isEqualTo("rateLimitPerMinute");
        JsonObject rotating = bounds.copy().put("autoRotate", true);
        assertThat(fieldRefused(rotating, free)).isEqualTo("autoRotate");
        JsonObject own = Keys.create(OWNER, ending);
        assertThat(Keys.rotate(own.getString("apiKey"), own.getString("id"), "{}")
                        .statusCode())
                .as("its own text, as bound as before")
                .isEqualTo(200);
    }

    @Test
    void aKeyThatMustBeRotatedFreesNoneFromThat() {
        JsonObject rotating = Keys.create(
                OWNER, Keys.wanted("rotating", "keys:read", "keys:write").put("autoRotate", true));
        HttpResponse<String> refused = send(json(
                as(rotating.getString("apiKey"), "/v1/api-keys/" + rotating.getString("id")),
                "PATCH",
                "{\"autoRotate\":false}"));
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(bodyOf(refused).getString("field")).isEqualTo("autoRotate");
        assertThat(Keys.tryCreate(rotating.getString("apiKey"), Keys.wanted("free", "keys:read"))
                        .statusCode())
                .isEqualTo(403);
    }

    private static String fieldRefused(JsonObject bounds, String free) {
        HttpResponse<String> refused =
                Keys.rotate(Keys.create(OWNER, bounds).getString("apiKey"), free, "{\"graceSeconds\":0}");
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(403);
        return bodyOf(refused).getString("field");
    }

    @Test
    void aKeyWithoutAnyScopeForItReplacesItself() {
        JsonObject old = Keys.create(OWNER, Keys.wanted("self", "chat:read"));
        JsonObject fresh = Keys.rotated(old.getString("apiKey"), "current", "{}");
        assertThat(subjectOf(fresh)).isEqualTo("key:" + old.getString("id"));
        HttpResponse<String> again = Keys.rotate(old.getString("apiKey"), "current", "{}");
        assertThat(again.statusCode())
                .as("the old text, perhaps stolen, gets no other")
                .isEqualTo(409);
        assertThat(bodyOf(again).getString("code")).isEqualTo("API_KEY_ROTATING");
        assertThat(Integer.parseInt(header(again, "retry-after"))).isGreaterThan(80_000);
        assertThat(Keys.rotate(old.getString("apiKey"), old.getString("id"), "{}")
                        .statusCode())
                .as("by id it needs keys:write")
                .isEqualTo(403);
    }

    @Test
    void anAgentReplacesItsOwnKey() {
        String key = agentKey();
        JsonObject fresh = Keys.rotated(key, "current", "{}");
        assertThat(fresh.getString("apiKey")).matches("moltbook_[0-9a-f]{64}");
        assertThat(subjectOf(fresh)).startsWith("agent:");
        assertThat(bodyOf(send(as(key, "/v1/auth/me"))).getString("subject")).isEqualTo(subjectOf(fresh));
    }

    @Test
    void anAgentWhoseNewKeyWasLostOnTheWayAsksAgain() {
        String key = agentKey();
        JsonObject lost = Keys.rotated(key, "current", "{}");
        JsonObject fresh = Keys.rotated(key, "current", "{}");
        assertThat(fresh.getString("previousWorksUntil"))
                .as("the old key works no longer for it")
                .isEqualTo(lost.getString("previousWorksUntil"));
        assertThat(statusOf(me(lost))).as("what was lost opens nothing").isEqualTo(401);
        assertThat(statusOf(as(key, "/v1/auth/me"))).isEqualTo(200);
        assertThat(statusOf(me(fresh))).isEqualTo(200);
        HttpResponse<String> thief = Keys.rotate(key, "current", "{}");
        assertThat(thief.statusCode()).as("the new key was used").isEqualTo(409);
        assertThat(bodyOf(thief).getString("code")).isEqualTo("API_KEY_ROTATING");
        assertThat(statusOf(me(fresh))).isEqualTo(200);
    }

    @Test
    void refusesAGraceOutOfRange() {
        String id = Keys.create(OWNER, Keys.wanted("grace", "chat:read")).getString("id");
        for (String grace : new String[] {"-1", "86401", "\"x\""}) {
            HttpResponse<String> refused = Keys.rotate(OWNER, id, "{\"graceSeconds\":" + grace + "}");
            assertThat(refused.statusCode()).as(grace).isEqualTo(400);
            assertThat(bodyOf(refused).getString("field")).isEqualTo("graceSeconds");
        }
        assertThat(Keys.rotate(OWNER, UUID.randomUUID().toString(), "{}").statusCode())
                .isEqualTo(404);
        assertThat(Keys.rotate(OWNER, "nonsense", "{}").statusCode()).isEqualTo(404);
    }

    @Test
    void tellsOnceThatATextIsThirtyDaysOld() {
        try (SocketClient room = SocketClient.open("/v1/realtime", OWNER)) {
            room.say("subscribe", "organization:" + organization());
            awaitText(room, "subscribed");
            String id = Keys.create(OWNER, Keys.wanted("ripe", "chat:read")).getString("id");
            age(id);
            assertThat(awaitText(room, id)).contains("key:rotation_due");
            Eventually.within(SOON, () -> assertThat(noticesOf(id)).hasSize(1));
            assertThat(noticesOf(id).getFirst().getString("severity")).isEqualTo("info");
            assertThat(Keys.get(OWNER, id).containsKey("endsAt"))
                    .as("nothing forces it")
                    .isFalse();
        }
    }

    @Test
    void endsATextThatMustBeReplacedAndIsNot() {
        JsonObject old =
                Keys.create(OWNER, Keys.wanted("automatic", "chat:read").put("autoRotate", true));
        String id = old.getString("id");
        assertThat(statusOf(me(old))).isEqualTo(200);
        age(id);
        Eventually.within(
                SOON,
                () -> assertThat(Keys.get(OWNER, id).containsKey("endsAt")).isTrue());
        Instant end = Instant.parse(Keys.get(OWNER, id).getString("endsAt"));
        assertThat(Duration.between(Instant.now(), end)).isBetween(Duration.ofHours(23), Duration.ofHours(24));
        assertThat(noticesOf(id).getFirst().getString("severity")).isEqualTo("warning");
        JsonObject fresh = Keys.rotated(old.getString("apiKey"), "current", "{}");
        assertThat(fresh.containsKey("endsAt")).isFalse();
        assertThat(Instant.parse(fresh.getString("previousWorksUntil")))
                .as("no second day")
                .isEqualTo(end);
        execute("UPDATE gateway.api_key SET previous_ends_at = now() WHERE id = $1", id);
        Eventually.within(
                Duration.ofSeconds(12), () -> assertThat(statusOf(me(old))).isEqualTo(401));
        assertThat(statusOf(me(fresh))).isEqualTo(200);
    }

    @Test
    void aLapsedTextIsReplacedByWhoeverManagesKeys() {
        JsonObject old = Keys.create(OWNER, Keys.wanted("lapsed", "chat:read").put("autoRotate", true));
        execute(
                "UPDATE gateway.api_key SET text_ends_at = now(), notified_at = now() WHERE id = $1",
                old.getString("id"));
        assertThat(statusOf(me(old))).isEqualTo(401);
        JsonObject fresh = Keys.rotated(OWNER, old.getString("id"), "{}");
        assertThat(statusOf(me(fresh))).isEqualTo(200);
        assertThat(statusOf(me(old))).isEqualTo(401);
    }

    private static String awaitText(SocketClient room, String part) {
        String text = room.next();
        while (!text.contains(part)) {
            text = room.next();
        }
        return text;
    }

    private void age(String id) {
        execute("UPDATE gateway.api_key SET text_issued_at = now() - interval '31 days' WHERE id = $1", id);
    }

    private void execute(String sql, String id) {
        pool.preparedQuery(sql).execute(Tuple.of(UUID.fromString(id))).await().indefinitely();
    }

    private static List<JsonObject> noticesOf(String id) {
        return Trail.of(Organizations.MAIN, "type=key.rotation_due").stream()
                .filter(entry -> entry.getJsonObject("details").getString("key").equals(id))
                .toList();
    }

    private static String organization() {
        return bodyOf(send(as(OWNER, "/v1/auth/me")))
                .getJsonObject("organization")
                .getString("id");
    }

    private static java.net.http.HttpRequest.Builder me(JsonObject issued) {
        return as(issued.getString("apiKey"), "/v1/auth/me");
    }

    private static String subjectOf(JsonObject issued) {
        return bodyOf(send(me(issued))).getString("subject");
    }

    private static String agentKey() {
        send(json(Gateway.anonymous("/api/v1/agents/register"), "POST", "{}"));
        String token = StandInService.SOCIAL.next().headers().get("Authorization");
        JsonObject wanted =
                new JsonObject().put("agentId", UUID.randomUUID().toString()).put("name", "crab");
        HttpResponse<String> issued = send(json(
                java.net.http.HttpRequest.newBuilder(Gateway.managementUri("/internal/agent-keys"))
                        .header("Authorization", token),
                "POST",
                wanted.encode()));
        return bodyOf(issued).getString("apiKey");
    }
}
