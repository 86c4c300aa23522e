package dev.tidepool.session.secret;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.caller.Role;
import dev.tidepool.kernel.test.TestTokens;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.session.Api;
import dev.tidepool.session.Database;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
class SecretResourceTest {

    private static final String VALUE = "of-the-deep-sea-17";
    private static final List<String> HOSTS = List.of("tides.example");

    @Inject
    SecretService secrets;

    private final Api api = Api.ofNewOrganization();

    @Test
    void aSecretIsSetListedReplacedAndDeletedAndNeverShown() {
        put("TIDE_KEY", VALUE, List.of("Tides.Example", "api.tides.example", "tides.example"))
                .statusCode(201)
                .body("name", equalTo("TIDE_KEY"))
                .body("hosts", contains("api.tides.example", "tides.example"))
                .body("createdBy", equalTo("key:" + api.organization()))
                .body("value", nullValue())
                .body(not(containsString(VALUE)));
        put("TIDE_KEY", VALUE + "-2", HOSTS).statusCode(200).body("hosts", contains("tides.example"));
        put("A_KEY", VALUE, HOSTS).statusCode(201);
        list().body("items.name", contains("A_KEY", "TIDE_KEY"))
                .body("items[1].createdAt", notNullValue())
                .body("items[1].updatedAt", notNullValue())
                .body("items[1].lastUsedAt", nullValue())
                .body(not(containsString(VALUE)));
        assertThat(open("TIDE_KEY", "tides.example")).isEqualTo(VALUE + "-2");
        list().body("items[1].lastUsedAt", notNullValue());
        api.request().delete("/v1/secrets/TIDE_KEY").then().statusCode(204);
        api.request().delete("/v1/secrets/TIDE_KEY").then().statusCode(404).body("code", equalTo("SECRET_NOT_FOUND"));
        assertThat(open("TIDE_KEY", "tides.example")).isNull();
        list().body("items.name", contains("A_KEY"));
    }

    @Test
    void itIsOpenedForItsHostsAlone() {
        put("TIDE_KEY", VALUE, HOSTS).statusCode(201);
        assertThat(open("TIDE_KEY", "TIDES.example")).isEqualTo(VALUE);
        assertThat(open("TIDE_KEY", "evil.example")).isNull();
        assertThat(open("TIDE_KEY", "tides.example.evil.example")).isNull();
        assertThat(open("TIDE_KEY", "sub.tides.example")).isNull();
        assertThat(open("OTHER", "tides.example")).isNull();
        assertThat(open("no name", "tides.example")).isNull();
    }

    @Test
    void aSecretOfAnotherOrganizationDoesNotExist() {
        put("TIDE_KEY", VALUE, HOSTS).statusCode(201);
        Api other = Api.ofNewOrganization();
        other.request().get("/v1/secrets").then().statusCode(200).body("items", empty());
        other.request().delete("/v1/secrets/TIDE_KEY").then().statusCode(404);
        assertThat(secrets.open(other.organization(), "TIDE_KEY", "tides.example")
                        .await()
                        .indefinitely())
                .isEmpty();
        assertThat(open("TIDE_KEY", "tides.example")).isEqualTo(VALUE);
    }

    @Test
    void ownersAndAdministratorsSetThemAndNobodyElse() {
        as(Set.of(Role.ADMIN), "skills:write")
                .body(body(VALUE, HOSTS))
                .put("/v1/secrets/TIDE_KEY")
                .then()
                .statusCode(201);
        for (Role role : List.of(Role.MEMBER, Role.READONLY, Role.AGENT)) {
            as(Set.of(role), "skills:write")
                    .body(body(VALUE, HOSTS))
                    .put("/v1/secrets/TIDE_KEY")
                    .then()
                    .statusCode(403);
            as(Set.of(role), "skills:write")
                    .delete("/v1/secrets/TIDE_KEY")
                    .then()
                    .statusCode(403);
        }
        as(Set.of(Role.OWNER), "skills:read")
                .body(body(VALUE, HOSTS))
                .put("/v1/secrets/TIDE_KEY")
                .then()
                .statusCode(403)
                .body("scope", equalTo("skills:write"));
        as(Set.of(Role.OWNER), "sessions:read").get("/v1/secrets").then().statusCode(403);
        given().get("/v1/secrets").then().statusCode(401);
    }

    @Test
    void valuesHaveTheirLimits() {
        put("TIDE_KEY", "x".repeat(8), HOSTS).statusCode(201);
        put("TIDE_KEY", "x".repeat(4096), HOSTS).statusCode(200);
        refused("value", "TIDE_KEY", "x".repeat(7), HOSTS);
        refused("value", "TIDE_KEY", "x".repeat(4097), HOSTS);
        refused("value", "TIDE_KEY", VALUE + "\r\nX-Other: 1", HOSTS);
        refused("value", "TIDE_KEY", VALUE + " ", HOSTS);
        refused("value", "TIDE_KEY", VALUE + "\u00e9", HOSTS);
        refused("value", "TIDE_KEY", null, HOSTS);
        assertThat(open("TIDE_KEY", "tides.example")).isEqualTo("x".repeat(4096));
    }

    @Test
    void hostsHaveTheirs() {
        List<String> twenty =
                IntStream.range(0, 20).mapToObj(at -> "h" + at + ".example").toList();
        put("TIDE_KEY", VALUE, twenty).statusCode(201);
        List<String> more = new java.util.ArrayList<>(twenty);
        more.add("h20.example");
        refused("hosts", "TIDE_KEY", VALUE, more);
        refused("hosts", "TIDE_KEY", VALUE, List.of());
        refused("hosts", "TIDE_KEY", VALUE, null);
        refused("hosts", "TIDE_KEY", VALUE, Collections.singletonList(null));
        for (String host :
                List.of("*.example", "tides.example:443", "https://tides.example", "a b", "", "x".repeat(254))) {
            refused("hosts", "TIDE_KEY", VALUE, List.of(host));
        }
        put("TIDE_KEY", VALUE, List.of("x".repeat(253), "[::1]")).statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1KEY", "a-b", "a b", "a.b"})
    void namesAreThoseOfVariables(String name) {
        refused("name", name, VALUE, HOSTS);
        api.request().delete("/v1/secrets/{name}", name).then().statusCode(404);
    }

    @Test
    void nameLengthsAreLimited() {
        put("k".repeat(64), VALUE, HOSTS).statusCode(201);
        refused("name", "k".repeat(65), VALUE, HOSTS);
    }

    @Test
    void nobodyPassesTheNumberOfSecrets() {
        for (int number = 0; number < 50; number++) {
            put("KEY_" + number, VALUE, HOSTS).statusCode(201);
        }
        put("KEY_50", VALUE, HOSTS).statusCode(409).body("code", equalTo("SECRET_LIMIT_REACHED"));
        put("KEY_49", VALUE, HOSTS).statusCode(200);
        api.request().delete("/v1/secrets/KEY_0").then().statusCode(204);
        put("KEY_50", VALUE, HOSTS).statusCode(201);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"value\":\"of-the-deep-sea-17\"",
                "{\"value\":{\"of-the-deep-sea-17\":1},\"hosts\":[\"a.example\"]}",
                "{\"value\":[\"of-the-deep-sea-17\"],\"hosts\":[\"a.example\"]}",
                "{\"value\":\"of-the-deep-sea-17\",\"hosts\":\"of-the-deep-sea-17\"}",
                "of-the-deep-sea-17",
                ""
            })
    void aBadBodyIsRefusedWithoutItsWords(String body) {
        api.request()
                .body(body)
                .put("/v1/secrets/TIDE_KEY")
                .then()
                .statusCode(400)
                .body(not(containsString("deep-sea")));
    }

    @Test
    void whatLiesInTheDatabaseIsSealedAndBoundToWhereItLies() throws SQLException {
        put("TIDE_KEY", VALUE, HOSTS).statusCode(201);
        put("OTHER_KEY", VALUE + "-other", HOSTS).statusCode(201);
        assertThat(Database.count("SELECT count(*) FROM session.secrets WHERE position('" + VALUE
                        + "'::bytea in sealed) > 0 OR secrets::text LIKE '%deep-sea%'"))
                .isZero();
        assertThat(Database.count("SELECT count(*) FROM session.outbox WHERE outbox::text LIKE '%deep-sea%'"))
                .isZero();
        String ours = " WHERE organization_id = '" + api.organization() + "' AND name = 'TIDE_KEY'";
        Database.run("UPDATE session.secrets SET sealed = (SELECT sealed FROM session.secrets WHERE organization_id = '"
                + api.organization() + "' AND name = 'OTHER_KEY')" + ours);
        cannotBeOpened("tides.example");
        put("TIDE_KEY", VALUE, HOSTS).statusCode(200);
        Database.run("UPDATE session.secrets SET hosts = '{evil.example}'" + ours);
        cannotBeOpened("evil.example");
    }

    private void cannotBeOpened(String host) {
        assertThat(secrets.open(api.organization(), "TIDE_KEY", host)
                        .onFailure()
                        .recoverWithItem(failure -> java.util.Optional.of(failure.getMessage()))
                        .await()
                        .indefinitely()
                        .orElseThrow())
                .startsWith("SECRET_UNREADABLE")
                .doesNotContain(VALUE);
    }

    @Test
    void rowsAreSeenByTheirOrganizationAlone() throws SQLException {
        put("TIDE_KEY", VALUE, HOSTS).statusCode(201);
        try (Connection connection = Database.asService()) {
            connection.setAutoCommit(false);
            become(connection, UUID.randomUUID());
            assertThat(delete(connection)).isZero();
            become(connection, api.organization().value());
            assertThat(delete(connection)).isOne();
            connection.rollback();
        }
    }

    private static void become(Connection connection, UUID organization) throws SQLException {
        try (var statement = connection.prepareStatement("SELECT set_config('tidepool.organization', ?, true)")) {
            statement.setString(1, organization.toString());
            statement.execute();
        }
    }

    private static int delete(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            return statement.executeUpdate("DELETE FROM session.secrets");
        }
    }

    private String open(String name, String host) {
        return secrets.open(api.organization(), name, host)
                .await()
                .indefinitely()
                .orElse(null);
    }

    private void refused(String field, String name, String value, List<String> hosts) {
        ValidatableResponse answer = put(name, value, hosts).statusCode(400).body("field", equalTo(field));
        if (value != null) {
            answer.body(not(containsString(value)));
        }
    }

    private ValidatableResponse put(String name, String value, List<String> hosts) {
        return api.request()
                .body(body(value, hosts))
                .put("/v1/secrets/{name}", name)
                .then();
    }

    private static Map<String, Object> body(String value, List<String> hosts) {
        Map<String, Object> body = new java.util.HashMap<>();
        body.put("value", value);
        body.put("hosts", hosts);
        return body;
    }

    private ValidatableResponse list() {
        return api.request().get("/v1/secrets").then().statusCode(200);
    }

    private RequestSpecification as(Set<Role> roles, String... scopes) {
        String bearer =
                TestTokens.bearer(new Caller.Member("key:x", api.organization(), api.tier(), roles, Set.of(scopes)));
        return given().header("Authorization", bearer).contentType(ContentType.JSON);
    }
}
