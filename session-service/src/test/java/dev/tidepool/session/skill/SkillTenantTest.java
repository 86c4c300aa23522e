package dev.tidepool.session.skill;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.kernel.test.Zips;
import dev.tidepool.session.Api;
import dev.tidepool.session.Database;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Raw SQL as the service's own role: what a query could do that forgot its condition. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
class SkillTenantTest {

    private final Api api = Api.ofNewOrganization();

    @BeforeEach
    void upload() {
        given().header("Authorization", api.bearer())
                .contentType("application/zip")
                .body(Zips.ofManifest(Zips.prompt("tides", "Tell the tides.")))
                .post("/v1/skills")
                .then()
                .statusCode(201);
        api.request().post("/v1/skills/tides/disable").then().statusCode(200);
        api.request()
                .body(Map.of("input", Map.of("text", "one two")))
                .post("/v1/skills/word-count/execute")
                .then()
                .statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "skills",
                "skill_versions",
                "skill_files",
                "skill_numbers",
                "disabled_skills",
                "skill_executions",
                "skill_execution_log"
            })
    void rowsAreSeenAndDeletedByTheirOrganizationAlone(String table) throws SQLException {
        try (Connection connection = Database.asService()) {
            connection.setAutoCommit(false);
            become(connection, new OrganizationId(UUID.randomUUID()));
            assertThat(delete(connection, table)).isZero();
            become(connection, api.organization());
            assertThat(delete(connection, table)).isPositive();
            connection.rollback();
        }
    }

    private static void become(Connection connection, OrganizationId organization) throws SQLException {
        try (var statement = connection.prepareStatement("SELECT set_config('tidepool.organization', ?, true)")) {
            statement.setString(1, organization.toString());
            statement.execute();
        }
    }

    private static int delete(Connection connection, String table) throws SQLException {
        try (var statement = connection.createStatement()) {
            return statement.executeUpdate("DELETE FROM session." + table);
        }
    }
}
