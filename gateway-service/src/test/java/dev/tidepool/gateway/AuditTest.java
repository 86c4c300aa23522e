package dev.tidepool.gateway;

import static dev.tidepool.gateway.support.Gateway.as;
import static dev.tidepool.gateway.support.Gateway.authorized;
import static dev.tidepool.gateway.support.Gateway.bodyOf;
import static dev.tidepool.gateway.support.Gateway.header;
import static dev.tidepool.gateway.support.Gateway.json;
import static dev.tidepool.gateway.support.Gateway.managementUri;
import static dev.tidepool.gateway.support.Gateway.send;
import static dev.tidepool.gateway.support.Gateway.statusOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidepool.gateway.audit.AuditTrail;
import dev.tidepool.gateway.audit.Origin;
import dev.tidepool.gateway.audit.SecurityEvent;
import dev.tidepool.gateway.audit.Severity;
import dev.tidepool.gateway.support.GatewayTestResource;
import dev.tidepool.gateway.support.Organizations;
import dev.tidepool.gateway.support.Trail;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.TestServers;
import dev.tidepool.kernel.test.TidepoolTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayTestResource.class)
class AuditTest {

    @Inject
    AuditTrail trail;

    @Inject
    Pool pool;

    @Test
    void showsAnOrganisationItsEventsAndNobodyElses() {
        String type = freshType();
        append(type, organization(Organizations.MAIN), Map.of("key", "value"));
        JsonObject entry = Trail.of(Organizations.MAIN, "type=" + type).getFirst();
        assertThat(entry.getString("severity")).isEqualTo("info");
        assertThat(entry.getString("actor")).isEqualTo("system");
        assertThat(entry.getJsonObject("details")).isEqualTo(new JsonObject().put("key", "value"));
        assertThat(Trail.of(Organizations.OTHER, "type=" + type)).isEmpty();
        assertThat(send(as(Organizations.OTHER.key(), "/v1/audit/export?format=csv"))
                        .body())
                .doesNotContain(type);
    }

    @Test
    void keepsNoEntryOfAChangeThatFailed() {
        String type = freshType();
        SecurityEvent event = SecurityEvent.system(type, Severity.INFO, organization(Organizations.MAIN), Map.of());
        assertThatThrownBy(() -> pool.withTransaction(transaction -> trail.append(transaction, event)
                                .chain(() -> transaction.query("SELECT 1 / 0").execute()))
                        .await()
                        .indefinitely())
                .hasMessageContaining("division by zero");
        assertThat(Trail.of(Organizations.MAIN, "type=" + type)).isEmpty();
    }

    @Test
    void writesRefusalsSoonAndRepeatsAsOne() {
        String type = freshType();
        for (int i = 0; i < 50; i++) {
            trail.note(SecurityEvent.anonymous(
                    type,
                    Severity.WARNING,
                    Optional.of(organization(Organizations.MAIN)),
                    new Origin("203.0.113.7", "request-" + i),
                    Map.of()));
        }
        Eventually.within(Duration.ofSeconds(5), () -> {
            List<JsonObject> entries = Trail.of(Organizations.MAIN, "type=" + type);
            assertThat(entries).as("a batch may end in between").hasSizeLessThan(25);
            assertThat(entries.stream().mapToInt(AuditTest::times).sum()).isEqualTo(50);
        });
    }

    private static int times(JsonObject entry) {
        return Integer.parseInt(entry.getJsonObject("details").getString("times", "1"));
    }

    @Test
    void pagesFromTheNewestToTheOldest() {
        String type = freshType();
        for (int i = 0; i < 5; i++) {
            append(type, organization(Organizations.MAIN), Map.of("number", Integer.toString(i)));
        }
        List<String> numbers = new ArrayList<>();
        String cursor = "";
        do {
            JsonObject page = bodyOf(send(authorized("/v1/audit?limit=2&type=" + type + cursor)));
            page.getJsonArray("items")
                    .forEach(item -> numbers.add(
                            ((JsonObject) item).getJsonObject("details").getString("number")));
            cursor = page.getString("nextCursor") == null ? "" : "&cursor=" + page.getString("nextCursor");
        } while (!cursor.isEmpty());
        assertThat(numbers).containsExactly("4", "3", "2", "1", "0");
    }

    @Test
    void findsBySeverityActorAndTime() {
        String type = freshType();
        append(type, organization(Organizations.MAIN), Map.of());
        String time = Trail.of(Organizations.MAIN, "type=" + type).getFirst().getString("time");
        assertThat(Trail.of(Organizations.MAIN, "severity=info&actor=system&type=" + type))
                .hasSize(1);
        assertThat(Trail.of(Organizations.MAIN, "severity=critical&type=" + type))
                .isEmpty();
        assertThat(Trail.of(Organizations.MAIN, "actor=account:1&type=" + type)).isEmpty();
        assertThat(Trail.of(Organizations.MAIN, "from=" + time + "&type=" + type))
                .as("from is included")
                .hasSize(1);
        assertThat(Trail.of(Organizations.MAIN, "to=" + time + "&type=" + type))
                .as("to is not")
                .isEmpty();
    }

    @Test
    void exportsEverythingInChunks() {
        String type = freshType();
        for (int i = 0; i < 23; i++) {
            append(type, organization(Organizations.MAIN), Map.of("number", Integer.toString(i), "formula", "=1+1"));
        }
        HttpResponse<String> csv =
                send(authorized("/v1/audit/export?type=" + type).header("Accept", "text/csv"));
        assertThat(header(csv, "content-type")).startsWith("text/csv");
        assertThat(header(csv, "content-disposition")).contains("audit.csv");
        assertThat(csv.body().lines()).hasSize(24).first().asString().startsWith("\"time\",\"type\"");
        HttpResponse<String> json = send(authorized("/v1/audit/export?format=json&type=" + type));
        assertThat(header(json, "content-type")).startsWith("application/json");
        JsonArray entries = new JsonArray(json.body());
        assertThat(entries).hasSize(23);
        assertThat(entries.getJsonObject(0).getJsonObject("details").getString("number"))
                .isEqualTo("22");
        assertThat(send(authorized("/v1/audit/export?format=csv&type=" + type)).body())
                .isEqualTo(csv.body());
        assertThat(send(authorized("/v1/audit/export?format=json&type=no.such")).body())
                .isEqualTo("[]");
    }

    @ParameterizedTest
    @CsvSource({
        "severity=loud,severity",
        "from=yesterday,from",
        "to=1,to",
        "limit=0,limit",
        "limit=x,limit",
        "cursor=x,cursor",
        "from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z,to",
        "to=%2B999999999-01-01T00:00:00Z,to"
    })
    void namesTheParameterThatIsWrong(String query, String field) {
        HttpResponse<String> answer = send(authorized("/v1/audit?" + query));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(bodyOf(answer).getString("field")).isEqualTo(field);
    }

    @Test
    void knowsTwoForms() {
        HttpResponse<String> answer = send(authorized("/v1/audit/export?format=xml"));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(bodyOf(answer).getString("field")).isEqualTo("format");
    }

    @Test
    void needsItsScope() {
        String key = bodyOf(send(
                        json(authorized("/v1/api-keys"), "POST", "{\"name\":\"reader\",\"scopes\":[\"keys:read\"]}")))
                .getString("apiKey");
        assertThat(statusOf(as(key, "/v1/audit"))).isEqualTo(403);
        assertThat(statusOf(as(key, "/v1/audit/export"))).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE gateway.audit_entry SET severity = 'info'",
                "DELETE FROM gateway.audit_entry",
                "TRUNCATE gateway.audit_entry",
                "DELETE FROM gateway.audit_entry_default",
                "TRUNCATE gateway.audit_entry_default",
                "INSERT INTO gateway.audit_entry_default SELECT * FROM gateway.audit_entry LIMIT 1"
            })
    void isAppendOnlyForTheServicesRole(String sql) {
        assertThatThrownBy(() -> pool.query(sql).execute().await().indefinitely())
                .hasMessageContaining("permission denied");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE gateway.audit_entry SET severity = 'info'",
                "DELETE FROM gateway.audit_entry",
                "TRUNCATE gateway.audit_entry",
                "TRUNCATE gateway.audit_entry_default"
            })
    void isAppendOnlyForTheOwnersRoleToo(String sql) throws SQLException {
        append(freshType(), organization(Organizations.MAIN), Map.of());
        try (Connection owner = DriverManager.getConnection(
                        "jdbc:" + TestServers.running().databaseUrl(),
                        "tidepool_gateway_owner",
                        TidepoolTestResource.PASSWORD);
                Statement statement = owner.createStatement()) {
            assertThatThrownBy(() -> statement.execute(sql)).hasMessageContaining("append-only");
        }
    }

    @Test
    void keepsTheLastYearWhateverTheServiceAsks() {
        assertThatThrownBy(() -> pool.query("SELECT gateway.drop_audit_partitions(0)")
                        .execute()
                        .await()
                        .indefinitely())
                .hasMessageContaining("12 to 1200");
    }

    @Test
    void showsTheOperatorWhatBelongsToNobody() {
        String guess = "tidepool_" + "5".repeat(64);
        assertThat(statusOf(as(guess, "/v1/usage"))).isEqualTo(401);
        Eventually.within(Duration.ofSeconds(5), () -> {
            HttpResponse<String> answer =
                    asOperator("/internal/audit?type=credential.refused&severity=warning&limit=100");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains("unknown key").doesNotContain(guess);
        });
        assertThat(Trail.of(Organizations.MAIN, "type=credential.refused"))
                .as("no organisation's business")
                .noneMatch(entry -> entry.encode().contains("unknown key"));
    }

    @Test
    void showsTheOperatorAnyOrganisationsTrail() {
        String type = freshType();
        append(type, organization(Organizations.OTHER), Map.of());
        String path = "/internal/audit?type=" + type;
        assertThat(bodyOf(asOperator(path)).getJsonArray("items")).isEmpty();
        JsonArray found = bodyOf(asOperator(path + "&organization=" + organization(Organizations.OTHER)))
                .getJsonArray("items");
        assertThat(found).hasSize(1);
        assertThat(found.getJsonObject(0).getString("time")).matches("\\d{4}-.*Z");
        assertThat(bodyOf(asOperator(path + "&organization=x")).getString("field"))
                .isEqualTo("organization");
        assertThat(bodyOf(asOperator(path + "&limit=x")).getString("field")).isEqualTo("limit");
    }

    @Test
    void showsItToNobodyElse() {
        assertThat(statusOf(HttpRequest.newBuilder(managementUri("/internal/audit"))))
                .isEqualTo(401);
        assertThat(statusOf(HttpRequest.newBuilder(managementUri("/internal/audit"))
                        .header("Authorization", "Bearer " + Organizations.MAIN.key())))
                .isEqualTo(401);
        assertThat(statusOf(authorized("/internal/audit")))
                .as("on the public port")
                .isEqualTo(404);
    }

    private static HttpResponse<String> asOperator(String path) {
        return send(HttpRequest.newBuilder(managementUri(path))
                .header("Authorization", "Bearer " + GatewayTestResource.OPERATOR_TOKEN));
    }

    private void append(String type, OrganizationId organization, Map<String, String> details) {
        SecurityEvent event = SecurityEvent.system(type, Severity.INFO, organization, details);
        pool.withTransaction(transaction -> trail.append(transaction, event))
                .await()
                .indefinitely();
    }

    private static OrganizationId organization(Organizations organization) {
        JsonObject me = bodyOf(send(as(organization.key(), "/v1/auth/me")));
        return OrganizationId.fromString(me.getJsonObject("organization").getString("id"));
    }

    /** Of this test alone. */
    private static String freshType() {
        return "test.t" + UUID.randomUUID().toString().replace("-", "");
    }
}
