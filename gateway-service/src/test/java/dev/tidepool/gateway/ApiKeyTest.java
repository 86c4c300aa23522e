package dev.tidepool.gateway;

import static dev.tidepool.gateway.support.Gateway.as;
import static dev.tidepool.gateway.support.Gateway.authorized;
import static dev.tidepool.gateway.support.Gateway.bodyOf;
import static dev.tidepool.gateway.support.Gateway.json;
import static dev.tidepool.gateway.support.Gateway.metric;
import static dev.tidepool.gateway.support.Gateway.send;
import static dev.tidepool.gateway.support.Gateway.statusOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.gateway.support.GatewayTestResource;
import dev.tidepool.gateway.support.Keys;
import dev.tidepool.gateway.support.Organizations;
import dev.tidepool.gateway.support.StandInService;
import dev.tidepool.gateway.support.Trail;
import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.TidepoolTestResource;
import io.quarkus.redis.datasource.RedisDataSource;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayTestResource.class)
class ApiKeyTest {

    private static final Duration WITHIN = Duration.ofSeconds(1);

    @Inject
    Pool pool;

    @Inject
    RedisDataSource redis;

    @BeforeEach
    void startService() {
        StandInService.SESSION.start();
    }

    @Test
    void showsAKeyOnceAndItWorksWithItsScopesOnly() {
        JsonObject created = create("reader", "[\"sessions:read\"]");
        String key = created.getString("apiKey");
        assertThat(key).matches("tidepool_[0-9a-f]{64}").startsWith(created.getString("prefix"));
        assertThat(statusOf(as(key, "/v1/sessions"))).isEqualTo(200);
        HttpResponse<String> forbidden = send(json(as(key, "/v1/sessions"), "POST", "{}"));
        assertThat(forbidden.statusCode()).isEqualTo(403);
        assertThat(bodyOf(forbidden).getString("scope")).isEqualTo("sessions:write");
        assertThat(send(authorized("/v1/api-keys")).body())
                .contains(created.getString("id"))
                .doesNotContain(key);
    }

    @Test
    void storesNoKeyInTheClear() {
        String key = create("at-rest", "[\"chat:read\"]").getString("apiKey");
        String row = pool.query("SELECT string_agg(k::text, ',') AS everything FROM gateway.api_key k")
                .execute()
                .await()
                .indefinitely()
                .iterator()
                .next()
                .getString("everything");
        assertThat(row).doesNotContain(key).doesNotContain(key.substring("tidepool_".length()));
    }

    @Test
    void stopsARevokedKeyWithinASecond() {
        JsonObject created = create("short-lived", "[\"sessions:read\"]");
        String key = created.getString("apiKey");
        assertThat(statusOf(as(key, "/v1/sessions"))).isEqualTo(200);
        assertThat(statusOf(
                        authorized("/v1/api-keys/" + created.getString("id")).DELETE()))
                .isEqualTo(204);
        Eventually.within(
                WITHIN, () -> assertThat(statusOf(as(key, "/v1/sessions"))).isEqualTo(401));
    }

    @Test
    void stopsAKeyThatAnotherGatewayRevokedWithinASecond() {
        JsonObject created = create("revoked-elsewhere", "[\"sessions:read\"]");
        String key = created.getString("apiKey");
        assertThat(statusOf(as(key, "/v1/sessions"))).isEqualTo(200);
        String hash = pool.preparedQuery(
                        "UPDATE gateway.api_key SET revoked_at = now() WHERE id = $1::uuid RETURNING key_hash")
                .execute(Tuple.of(java.util.UUID.fromString(created.getString("id"))))
                .await()
                .indefinitely()
                .iterator()
                .next()
                .getString("key_hash");
        assertThat(statusOf(as(key, "/v1/sessions"))).as("still remembered").isEqualTo(200);
        redis.pubsub(String.class).publish("tidepool:gateway:revoked-keys", hash + " 0");
        Eventually.within(
                WITHIN, () -> assertThat(statusOf(as(key, "/v1/sessions"))).isEqualTo(401));
    }

    @Test
    void givesNoScopeThatTheCreatorLacks() {
        String minter =
                create("minter", "[\"keys:write\",\"keys:read\",\"chat:read\"]").getString("apiKey");
        assertThat(send(json(as(minter, "/v1/api-keys"), "POST", body("more", "[\"social:write\"]")))
                        .statusCode())
                .isEqualTo(403);
        assertThat(send(json(as(minter, "/v1/api-keys"), "POST", body("same", "[\"chat:read\"]")))
                        .statusCode())
                .isEqualTo(201);
        HttpResponse<String> invented =
                send(json(authorized("/v1/api-keys"), "POST", body("odd", "[\"world:write\"]")));
        assertThat(invented.statusCode()).isEqualTo(400);
        assertThat(bodyOf(invented).getString("field")).isEqualTo("scopes");
    }

    @Test
    void keepsOrganisationsApart() {
        String id = create("mine", "[\"chat:read\"]").getString("id");
        assertThat(statusOf(as(Organizations.OTHER.key(), "/v1/api-keys/" + id).DELETE()))
                .isEqualTo(404);
        assertThat(send(as(Organizations.OTHER.key(), "/v1/api-keys")).body()).doesNotContain(id);
    }

    @Test
    void pagesThroughKeysWithACursor() {
        for (String name : List.of("one", "two", "three")) {
            create(name, "[\"chat:read\"]");
        }
        JsonObject first = bodyOf(send(authorized("/v1/api-keys?limit=2")));
        assertThat(first.getJsonArray("items")).hasSize(2);
        String cursor = first.getString("nextCursor");
        JsonObject second = bodyOf(send(authorized("/v1/api-keys?limit=2&cursor=" + cursor)));
        assertThat(second.getJsonArray("items").getJsonObject(0).getString("id"))
                .isLessThan(first.getJsonArray("items").getJsonObject(1).getString("id"));
        assertThat(statusOf(authorized("/v1/api-keys?cursor=tampered"))).isEqualTo(400);
    }

    @Test
    void showsOneKeyAndChangesItsName() {
        JsonObject created = create("before", "[\"chat:read\"]");
        String path = "/v1/api-keys/" + created.getString("id");
        JsonObject changed = bodyOf(send(json(authorized(path), "PATCH", "{\"name\":\"after\"}")));
        assertThat(changed.getString("name")).isEqualTo("after");
        JsonObject shown = bodyOf(send(authorized(path)));
        assertThat(shown).isEqualTo(changed);
        assertThat(shown.containsKey("apiKey")).isFalse();
        assertThat(shown.getBoolean("autoRotate")).isFalse();
        assertThat(Trail.of(Organizations.MAIN, "type=key.changed").getFirst().getJsonObject("details"))
                .isEqualTo(new JsonObject().put("key", created.getString("id")).put("name", "after"));
        assertThat(statusOf(json(authorized(path), "PATCH", "{}"))).isEqualTo(400);
        assertThat(statusOf(json(authorized(path), "PATCH", "{\"name\":\" \"}")))
                .isEqualTo(400);
        assertThat(statusOf(json(as(Organizations.OTHER.key(), path), "PATCH", "{\"name\":\"x\"}")))
                .isEqualTo(404);
        assertThat(statusOf(as(Organizations.OTHER.key(), path))).isEqualTo(404);
        assertThat(statusOf(authorized("/v1/api-keys/nonsense"))).isEqualTo(404);
    }

    @Test
    void aKeyStopsWhenItExpires() {
        Instant end = Instant.now().plusSeconds(2);
        JsonObject created = Keys.create(
                Organizations.MAIN.key(), Keys.wanted("brief", "sessions:read").put("expiresAt", end.toString()));
        String key = created.getString("apiKey");
        assertThat(statusOf(as(key, "/v1/sessions")))
                .as("remembered from now on")
                .isEqualTo(200);
        Eventually.within(
                Duration.ofSeconds(4),
                () -> assertThat(statusOf(as(key, "/v1/sessions"))).isEqualTo(401));
        assertThat(Instant.now()).isAfterOrEqualTo(end);
    }

    @Test
    void aKeyMadeWithAKeyIsBoundAsTightly() {
        Instant end = Instant.now().plusSeconds(3600);
        JsonObject bound = Keys.wanted("maker", "keys:write", "chat:read")
                .put("expiresAt", end.toString())
                .put("rateLimitPerMinute", 30);
        String maker = Keys.create(Organizations.MAIN.key(), bound).getString("apiKey");
        HttpResponse<String> unbound = Keys.tryCreate(maker, Keys.wanted("free", "chat:read"));
        assertThat(unbound.statusCode()).isEqualTo(403);
        assertThat(bodyOf(unbound).getString("field")).isEqualTo("expiresAt");
        JsonObject fast = Keys.wanted("fast", "chat:read").put("expiresAt", end.toString());
        assertThat(bodyOf(Keys.tryCreate(maker, fast)).getString("field")).isEqualTo("rateLimitPerMinute");
        assertThat(Keys.create(maker, fast.put("rateLimitPerMinute", 30)).getInteger("rateLimitPerMinute"))
                .isEqualTo(30);
    }

    @Test
    void namesTheTermThatIsWrong() {
        JsonObject wanted = Keys.wanted("odd", "chat:read");
        assertThat(fieldRefused(wanted.copy().put("expiresAt", "2020-01-01T00:00:00Z")))
                .isEqualTo("expiresAt");
        assertThat(fieldRefused(wanted.copy().put("expiresAt", "9999-01-01T00:00:00Z")))
                .isEqualTo("expiresAt");
        assertThat(fieldRefused(wanted.copy().put("expiresAt", "tomorrow"))).isEqualTo("expiresAt");
        assertThat(fieldRefused(wanted.copy().put("rateLimitPerMinute", 0))).isEqualTo("rateLimitPerMinute");
        assertThat(fieldRefused(wanted.copy().put("rateLimitPerMinute", 2_000_000)))
                .isEqualTo("rateLimitPerMinute");
        assertThat(fieldRefused(wanted.copy().put("autoRotate", "x"))).isEqualTo("autoRotate");
        assertThat(fieldRefused(wanted.copy().put("name", "a\0b"))).isEqualTo("name");
    }

    @Test
    void writesDownWhoMadeAndRevokedAKey() {
        JsonObject created = create("written-down", "[\"chat:read\"]");
        String id = created.getString("id");
        JsonObject entry = Trail.of(Organizations.MAIN, "type=key.created").getFirst();
        assertThat(entry.getJsonObject("details").getString("key")).isEqualTo(id);
        assertThat(entry.getJsonObject("details").getString("scopes")).isEqualTo("chat:read");
        assertThat(entry.getString("actor")).startsWith("key:");
        assertThat(entry.getString("clientAddress")).startsWith("127.0.1.");
        assertThat(entry.getString("requestId")).hasSizeGreaterThan(30);
        assertThat(entry.encode()).doesNotContain(created.getString("apiKey"));
        assertThat(statusOf(authorized("/v1/api-keys/" + id).DELETE())).isEqualTo(204);
        JsonObject revoked = Trail.of(Organizations.MAIN, "type=key.revoked").getFirst();
        assertThat(revoked.getJsonObject("details").getString("key")).isEqualTo(id);
    }

    @Test
    void tellsTheOrganisationOfTheUseOfARevokedKey() {
        JsonObject created = create("used-after", "[\"sessions:read\"]");
        String id = created.getString("id");
        assertThat(statusOf(authorized("/v1/api-keys/" + id).DELETE())).isEqualTo(204);
        assertThat(statusOf(as(created.getString("apiKey"), "/v1/sessions"))).isEqualTo(401);
        Eventually.within(
                Duration.ofSeconds(5),
                () -> assertThat(Trail.of(Organizations.MAIN, "type=credential.refused"))
                        .anySatisfy(entry -> assertThat(
                                        entry.getJsonObject("details").getString("key"))
                                .isEqualTo(id)));
    }

    @Test
    void tellsTheOrganisationWhatAKeyWasDenied() {
        JsonObject created = create("curious", "[\"sessions:read\"]");
        double denied = metric("tidepool_access_denied_total");
        assertThat(statusOf(as(created.getString("apiKey"), "/v1/members"))).isEqualTo(403);
        assertThat(metric("tidepool_access_denied_total")).isGreaterThan(denied);
        Eventually.within(
                Duration.ofSeconds(10),
                () -> assertThat(Trail.of(Organizations.MAIN, "type=access.denied"))
                        .anySatisfy(entry -> assertThat(
                                        entry.getJsonObject("details").getString("scope"))
                                .isEqualTo("members:read")));
    }

    @Test
    void countsUsesByDay() {
        JsonObject created = create("counted", "[\"sessions:read\"]");
        String id = created.getString("id");
        assertThat(Keys.get(Organizations.MAIN.key(), id).containsKey("lastUsedAt"))
                .isFalse();
        Instant before = Instant.now().truncatedTo(java.time.temporal.ChronoUnit.MILLIS);
        for (int i = 0; i < 7; i++) {
            assertThat(statusOf(as(created.getString("apiKey"), "/v1/sessions")))
                    .isEqualTo(200);
        }
        Eventually.within(Duration.ofSeconds(5), () -> {
            JsonObject usage = bodyOf(send(authorized("/v1/api-keys/" + id + "/usage?days=3")));
            assertThat(usage.getLong("total")).isEqualTo(7);
            assertThat(usage.getJsonArray("days")).hasSize(3);
            assertThat(usage.getJsonArray("days").getJsonObject(2).getLong("uses"))
                    .isZero();
        });
        assertThat(Instant.parse(Keys.get(Organizations.MAIN.key(), id).getString("lastUsedAt")))
                .isBetween(before, Instant.now());
        assertThat(statusOf(as(Organizations.OTHER.key(), "/v1/api-keys/" + id + "/usage")))
                .isEqualTo(404);
        for (String days : List.of("0", "401", "x")) {
            assertThat(bodyOf(send(authorized("/v1/api-keys/" + id + "/usage?days=" + days)))
                            .getString("field"))
                    .isEqualTo("days");
        }
    }

    private static String fieldRefused(JsonObject wanted) {
        HttpResponse<String> refused = Keys.tryCreate(Organizations.MAIN.key(), wanted);
        assertThat(refused.statusCode()).as(wanted.encode()).isEqualTo(400);
        return bodyOf(refused).getString("field");
    }

    private static JsonObject create(String name, String scopes) {
        HttpResponse<String> answer = send(json(authorized("/v1/api-keys"), "POST", body(name, scopes)));
        assertThat(answer.statusCode()).isEqualTo(201);
        return bodyOf(answer);
    }

    private static String body(String name, String scopes) {
        return "{\"name\":\"" + name + "\",\"scopes\":" + scopes + "}";
    }
}
