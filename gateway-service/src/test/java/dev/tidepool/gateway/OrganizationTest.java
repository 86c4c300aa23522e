package dev.tidepool.gateway;

import static dev.tidepool.gateway.support.Gateway.bodyOf;
import static dev.tidepool.gateway.support.Gateway.header;
import static dev.tidepool.gateway.support.Gateway.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.gateway.support.Gateway;
import dev.tidepool.gateway.support.GatewayTestResource;
import dev.tidepool.gateway.support.Organizations;
import dev.tidepool.gateway.support.Person;
import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.TidepoolTestResource;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayTestResource.class)
class OrganizationTest {

    private static final Duration A_SECOND = Duration.ofSeconds(1);

    @Inject
    Pool pool;

    @Inject
    RedisDataSource redis;

    @Test
    void stopsKeysAndTokensOfADeletedOrganisation() {
        Person owner = Person.registered();
        String key = newKey(owner);
        assertThat(owner.visitor().get("/v1/auth/me", key).statusCode()).isEqualTo(200);
        assertThat(delete(owner, owner.access(), "not the password").statusCode())
                .isEqualTo(403);
        assertThat(delete(owner, owner.access(), Person.PASSWORD).statusCode()).isEqualTo(204);
        Eventually.within(A_SECOND, () -> {
            assertThat(owner.visitor().get("/v1/auth/me", key).statusCode()).isEqualTo(401);
            assertThat(owner.status()).isEqualTo(401);
        });
        assertThat(owner.refreshWith(owner.refresh()).statusCode()).isEqualTo(401);
        assertThat(owner.visitor().logIn(owner.email(), Person.PASSWORD).statusCode())
                .isEqualTo(401);
        assertThat(auditedTypes(owner)).as("the trail outlives it").contains("organization.deleted");
    }

    @Test
    void stopsKeysOfAnOrganisationThatAnotherGatewayDeletedWithinASecond() {
        Person owner = Person.registered();
        String key = newKey(owner);
        assertThat(owner.visitor().get("/v1/auth/me", key).statusCode()).isEqualTo(200);
        pool.preparedQuery("DELETE FROM gateway.organization WHERE id = $1")
                .execute(Tuple.of(UUID.fromString(owner.organization())))
                .await()
                .indefinitely();
        redis.pubsub(String.class).publish("tidepool:gateway:standing", "organization-ended:" + owner.organization());
        Eventually.within(
                A_SECOND,
                () -> assertThat(owner.visitor().get("/v1/usage", key).statusCode())
                        .isEqualTo(401));
    }

    @Test
    void isDeletedByAnOwnerInPersonOnly() {
        assertThat(Gateway.statusOf(json(
                        Gateway.as(Organizations.OTHER.key(), "/v1/organization"),
                        "DELETE",
                        "{\"password\":\"" + Organizations.PASSWORD + "\"}")))
                .as("the owner's key")
                .isEqualTo(403);
        Person owner = Person.registered();
        assertThat(owner.visitor().delete("/v1/organization", owner.access()).statusCode())
                .as("without the password")
                .isEqualTo(400);
        assertThat(owner.status()).isEqualTo(200);
    }

    @Test
    void movesToAnotherTierByTheOperator() {
        Person owner = Person.registered();
        String key = newKey(owner);
        assertThat(limitOf(owner, key)).isEqualTo("100");
        assertThat(limitOf(owner, owner.access())).isEqualTo("100");
        assertThat(move(GatewayTestResource.OPERATOR_TOKEN, owner.organization(), "teams")
                        .statusCode())
                .isEqualTo(204);
        Eventually.within(A_SECOND, () -> {
            assertThat(limitOf(owner, key)).isEqualTo("500");
            assertThat(limitOf(owner, owner.access())).isEqualTo("500");
        });
        assertThat(owner.auditTypes(owner.access())).contains("organization.tier_changed");
    }

    @Test
    void followsATierThatAnotherGatewayChangedWithinASecond() {
        Person owner = Person.registered();
        assertThat(limitOf(owner, owner.access())).isEqualTo("100");
        pool.preparedQuery("UPDATE gateway.organization SET tier = 'government' WHERE id = $1")
                .execute(Tuple.of(UUID.fromString(owner.organization())))
                .await()
                .indefinitely();
        redis.pubsub(String.class).publish("tidepool:gateway:standing", "organization-changed:" + owner.organization());
        Eventually.within(
                A_SECOND, () -> assertThat(limitOf(owner, owner.access())).isEqualTo("2000"));
    }

    @Test
    void refusesEverybodyElseToMoveIt() {
        Person owner = Person.registered();
        for (String token : new String[] {"", "wrong", Organizations.MAIN.key(), owner.access()}) {
            assertThat(move(token, owner.organization(), "government").statusCode())
                    .isEqualTo(401);
        }
        assertThat(Gateway.statusOf(json(
                        Gateway.as(
                                GatewayTestResource.OPERATOR_TOKEN,
                                "/internal/organizations/" + owner.organization() + "/tier"),
                        "PUT",
                        "{\"tier\":\"teams\"}")))
                .as("on the public port")
                .isEqualTo(404);
    }

    @Test
    void namesWhatIsWrongWithAMove() {
        String id = UUID.randomUUID().toString();
        assertThat(move(GatewayTestResource.OPERATOR_TOKEN, id, "teams").statusCode())
                .isEqualTo(404);
        assertThat(bodyOf(move(GatewayTestResource.OPERATOR_TOKEN, id, "platinum"))
                        .getString("field"))
                .isEqualTo("tier");
        assertThat(bodyOf(move(GatewayTestResource.OPERATOR_TOKEN, "x", "teams"))
                        .getString("field"))
                .isEqualTo("id");
        for (String body : new String[] {"", "[]", "{\"tier\":1}", "{"}) {
            assertThat(put(GatewayTestResource.OPERATOR_TOKEN, id, body).statusCode())
                    .as(body)
                    .isEqualTo(400);
        }
    }

    private String auditedTypes(Person owner) {
        return pool.preparedQuery(
                        "SELECT string_agg(type, ',') AS types FROM gateway.audit_entry WHERE organization_id = $1")
                .execute(Tuple.of(UUID.fromString(owner.organization())))
                .await()
                .indefinitely()
                .iterator()
                .next()
                .getString("types");
    }

    private static String newKey(Person owner) {
        JsonObject body = new JsonObject().put("name", "a key").put("scopes", java.util.List.of("chat:read"));
        return bodyOf(owner.visitor().send("POST", "/v1/api-keys", owner.access(), body))
                .getString("apiKey");
    }

    private static HttpResponse<String> delete(Person owner, String credential, String password) {
        return owner.visitor()
                .send("DELETE", "/v1/organization", credential, new JsonObject().put("password", password));
    }

    private static String limitOf(Person owner, String credential) {
        return header(owner.visitor().get("/v1/usage", credential), "x-ratelimit-limit");
    }

    private static HttpResponse<String> move(String token, String organization, String tier) {
        return put(token, organization, new JsonObject().put("tier", tier).encode());
    }

    private static HttpResponse<String> put(String token, String organization, String body) {
        return Gateway.send(json(
                HttpRequest.newBuilder(Gateway.managementUri("/internal/organizations/" + organization + "/tier"))
                        .header("Authorization", "Bearer " + token),
                "PUT",
                body));
    }
}
