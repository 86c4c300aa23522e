package dev.tidepool.session.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.session.Api;
import dev.tidepool.session.Database;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Raw SQL as the service's own role: what a query could do that forgot its condition. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
class TenantSecurityTest {

    private final Api api = Api.ofNewOrganization();
    private String session;
    private Connection connection;

    @BeforeEach
    void connect() throws SQLException {
        session = api.createSession();
        api.say(session, "mine").then().statusCode(201);
        api.chat(Map.of("model", "tidepool-offline", "messages", List.of(Map.of("role", "user", "content", "hi"))))
                .then()
                .statusCode(200);
        api.request()
                .contentType("application/x-ndjson")
                .body("{\"beginRendering\":{\"surfaceId\":\"mine\",\"root\":\"r\"}}".getBytes(StandardCharsets.UTF_8))
                .post("/v1/sessions/{id}/canvas", session)
                .then()
                .statusCode(200);
        connection = Database.asService();
        connection.setAutoCommit(false);
    }

    @AfterEach
    void disconnect() throws SQLException {
        connection.rollback();
        connection.close();
    }

    @Test
    void theOrganizationSeesItsOwnRows() throws SQLException {
        become(api.organization());
        assertThat(count("session.sessions")).isOne();
        assertThat(count("session.messages")).isOne();
        assertThat(count("session.token_use")).isOne();
        assertThat(count("session.canvas_versions")).isOne();
        assertThat(count("session.session_events")).isEqualTo(3);
    }

    @Test
    void anotherOrganizationSeesNothing() throws SQLException {
        become(new OrganizationId(UUID.randomUUID()));
        assertThat(count("session.token_use")).isZero();
        assertThat(count("session.sessions")).isZero();
        assertThat(count("session.messages")).isZero();
        assertThat(count("session.canvas_versions")).isZero();
        assertThat(count("session.session_events")).isZero();
    }

    @Test
    void withoutAnOrganizationNothingIsSeen() throws SQLException {
        assertThat(count("session.token_use")).isZero();
        assertThat(count("session.sessions")).isZero();
        become(api.organization());
        connection.commit();
        assertThat(count("session.sessions")).isZero();
        assertThat(count("session.messages")).isZero();
    }

    @Test
    void anotherOrganizationChangesAndDeletesNothing() throws SQLException {
        become(new OrganizationId(UUID.randomUUID()));
        assertThat(update("UPDATE session.sessions SET label = 'taken' WHERE id = '" + session + "'"))
                .isZero();
        assertThat(update("DELETE FROM session.messages WHERE session_id = '" + session + "'"))
                .isZero();
        assertThat(update("DELETE FROM session.sessions WHERE id = '" + session + "'"))
                .isZero();
    }

    @Test
    void aRowOfAnotherOrganizationCannotBeWritten() throws SQLException {
        become(new OrganizationId(UUID.randomUUID()));
        assertThatThrownBy(() -> update("""
                        INSERT INTO session.messages (id, session_id, organization_id, sequence, role, content, status, created_at)
                        VALUES (gen_random_uuid(), '%s', '%s', 99, 'user', 'forged', 'complete', now())""".formatted(session, api.organization())))
                .hasMessageContaining("row-level security");
    }

    @Test
    void aRowCannotBeGivenAway() throws SQLException {
        become(api.organization());
        assertThatThrownBy(() -> update("UPDATE session.sessions SET organization_id = gen_random_uuid()"))
                .hasMessageContaining("row-level security");
    }

    @Test
    void aPartitionIsNoWayAround() throws SQLException {
        become(api.organization());
        String partition;
        try (Statement statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT tableoid::regclass::text FROM session.messages")) {
            rows.next();
            partition = rows.getString(1);
        }
        assertThat(count(partition)).isZero();
    }

    @Test
    void everyTableOfOrganizationsIsLockedTwice() throws SQLException {
        List<String> tables = texts("""
                SELECT relname FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid
                WHERE relnamespace = 'session'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition
                  AND relname !~ '^detached_' AND attname = 'organization_id' AND NOT attisdropped""");
        assertThat(tables).contains("sessions", "messages", "quota_use", "schedules", "senders", "sends", "tasks");
        List<String> locked = texts("""
                SELECT relname FROM pg_class WHERE relnamespace = 'session'::regnamespace AND relrowsecurity
                  AND EXISTS (SELECT FROM pg_policy WHERE polrelid = pg_class.oid)""");
        assertThat(locked).containsAll(tables);
        become(new OrganizationId(UUID.randomUUID()));
        for (String table : tables) {
            assertThat(count("session." + table)).as(table).isZero();
        }
    }

    private List<String> texts(String sql) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }

    @Test
    void theRoleCannotSwitchTheLockOff() {
        assertThatThrownBy(() -> update("ALTER TABLE session.sessions DISABLE ROW LEVEL SECURITY"))
                .hasMessageContaining("must be owner");
        assertThat(
                        Database.count(
                                "SELECT count(*) FROM pg_roles WHERE rolname = 'tidepool_session' AND (rolsuper OR rolbypassrls)"))
                .isZero();
    }

    private void become(OrganizationId organization) throws SQLException {
        try (var statement = connection.prepareStatement("SELECT set_config('tidepool.organization', ?, true)")) {
            statement.setString(1, organization.toString());
            statement.execute();
        }
    }

    private long count(String table) throws SQLException {
        try (Statement statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT count(*) FROM " + table)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private int update(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }
}
