package dev.tidepool.session.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.session.Api;
import dev.tidepool.session.Database;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The second lock: a query that forgets the organisation. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
class ScheduleTenantTest {

    private final Api api = Api.ofNewOrganization();

    @Test
    void schedulesAreChangedByTheirOrganizationAlone() throws SQLException {
        String task = "{\"kind\":\"chat\",\"sessionId\":\"%s\",\"input\":{\"prompts\":[\"Hello.\"]}}"
                .formatted(api.createSession());
        api.request()
                .body("{\"name\":\"n\",\"cron\":\"0 8 * * *\",\"paused\":true,\"task\":" + task + "}")
                .post("/v1/schedules")
                .then()
                .statusCode(201);
        try (Connection connection = Database.asService()) {
            connection.setAutoCommit(false);
            become(connection, new OrganizationId(UUID.randomUUID()));
            assertThat(run(connection, "UPDATE session.schedules SET name = 'x'"))
                    .isZero();
            assertThat(run(connection, "DELETE FROM session.schedules")).isZero();
            become(connection, api.organization());
            assertThat(run(connection, "UPDATE session.schedules SET name = 'x'"))
                    .isOne();
            assertThat(run(connection, "DELETE FROM session.schedules")).isOne();
            connection.rollback();
        }
    }

    private static void become(Connection connection, OrganizationId organization) throws SQLException {
        try (var statement = connection.prepareStatement("SELECT set_config('tidepool.organization', ?, true)")) {
            statement.setString(1, organization.toString());
            statement.execute();
        }
    }

    private static int run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }
}
