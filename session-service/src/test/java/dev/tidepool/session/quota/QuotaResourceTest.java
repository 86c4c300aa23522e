package dev.tidepool.session.quota;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.session.Api;
import dev.tidepool.session.Database;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.sql.SQLException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
class QuotaResourceTest {

    private final Api api = Api.ofNewOrganization();

    @Test
    void countsTheOrganizationsOwnSessionsAndMessages() {
        String first = api.createSession();
        String second = api.createSession();
        api.say(first, "one").then().statusCode(201);
        api.say(second, "two").then().statusCode(201);
        api.say(second, "three").then().statusCode(201);
        api.request().post("/v1/sessions/{id}/close", first).then().statusCode(200);
        Api.ofNewOrganization().createSession();

        JsonPath quotas = quotas();

        assertThat(used(quotas, "sessions")).isEqualTo(2);
        assertThat(used(quotas, "messages")).isEqualTo(3);
        assertThat(used(quotas, "concurrentSessions")).isEqualTo(1);
    }

    @Test
    void leavesOutWhatIsOfAnEarlierMonth() throws SQLException {
        String session = api.createSession();
        api.say(session, "long ago").then().statusCode(201);
        makeOlder(api.organization());
        assertThat(used(quotas(), "sessions")).isZero();
        assertThat(used(quotas(), "messages")).isZero();
    }

    @Test
    void tellsTheTiersLimitsAndWhenTheMonthEnds() {
        JsonPath quotas = quotas();
        YearMonth month = YearMonth.from(Instant.now().atOffset(ZoneOffset.UTC));
        assertThat(quotas.getString("month")).isEqualTo(month.toString());
        assertThat(Instant.parse(quotas.getString("resetsAt")))
                .isEqualTo(month.plusMonths(1).atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC));
        assertThat(quotas.getList("quotas.name"))
                .containsExactly("sessions", "messages", "tokens", "concurrentSessions", "skillsPerSession");
        assertThat(quotas.getList("quotas.limit", Long.class)).allMatch(limit -> limit > 0);
        assertThat(quotas.<Object>get("quotas.find { it.name == 'skillsPerSession' }.used"))
                .isNull();
    }

    @Test
    void answersNobodyWithoutAnInternalToken() {
        given().get("/internal/quotas").then().statusCode(401);
    }

    private JsonPath quotas() {
        return api.request()
                .get("/internal/quotas")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static long used(JsonPath quotas, String name) {
        return quotas.getLong("quotas.find { it.name == '" + name + "' }.used");
    }

    private static void makeOlder(OrganizationId organization) throws SQLException {
        try (var connection = Database.asOwner();
                var statement = connection.createStatement()) {
            statement.executeUpdate(
                    "UPDATE session.quota_use SET month = month - interval '1 month' WHERE organization_id = '"
                            + organization + "'");
        }
    }
}
