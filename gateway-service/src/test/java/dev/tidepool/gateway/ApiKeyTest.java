package dev.tidepool.gateway;

import static dev.tidepool.gateway.support.Gateway.as;
import static dev.tidepool.gateway.support.Gateway.authorized;
import static dev.tidepool.gateway.support.Gateway.bodyOf;
import static dev.tidepool.gateway.support.Gateway.json;
import static dev.tidepool.gateway.support.Gateway.send;
import static dev.tidepool.gateway.support.Gateway.statusOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.gateway.support.GatewayTestResource;
import dev.tidepool.gateway.support.Organizations;
import dev.tidepool.gateway.support.StandInService;
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
        redis.pubsub(String.class).publish("tidepool:gateway:revoked-keys", hash);
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

    private static JsonObject create(String name, String scopes) {
        HttpResponse<String> answer = send(json(authorized("/v1/api-keys"), "POST", body(name, scopes)));
        assertThat(answer.statusCode()).isEqualTo(201);
        return bodyOf(answer);
    }

    private static String body(String name, String scopes) {
        return "{\"name\":\"" + name + "\",\"scopes\":" + scopes + "}";
    }
}
