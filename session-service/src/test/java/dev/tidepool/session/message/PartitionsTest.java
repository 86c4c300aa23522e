package dev.tidepool.session.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.session.Api;
import dev.tidepool.session.Database;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
class PartitionsTest {

    @Test
    void theServicesRoleMakesPartitionsAhead() throws SQLException {
        make(6);
        assertThat(partitions()).isGreaterThanOrEqualTo(6);
        assertThat(make(6)).isZero();
        assertThat(Database.count("""
                        SELECT count(*) FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid
                        WHERE inhparent = 'session.messages'::regclass AND NOT relrowsecurity""")).isZero();
    }

    @Test
    void rowsMoveFromTheDefaultPartitionToTheirOwn() throws SQLException {
        Api api = Api.ofNewOrganization();
        String session = api.createSession();
        insertFarAhead(api, session);
        assertThat(inDefault(session)).isOne();
        assertThat(make(10)).isPositive();
        assertThat(inDefault(session)).isZero();
        assertThat(Database.count("SELECT count(*) FROM session.messages WHERE session_id = '" + session + "'"))
                .isOne();
        api.request().delete("/v1/sessions/{id}", session).then().statusCode(204);
        assertThat(Database.count("SELECT count(*) FROM session.messages WHERE session_id = '" + session + "'"))
                .isZero();
    }

    @Test
    void refusesAnAbsurdNumberOfMonths() {
        assertThatThrownBy(() -> make(25)).hasMessageContaining("1 to 24");
        assertThatThrownBy(() -> make(0)).hasMessageContaining("1 to 24");
    }

    private static long inDefault(String session) {
        return Database.count("SELECT count(*) FROM session.messages_default WHERE session_id = '" + session + "'");
    }

    private static long partitions() {
        return Database.count("SELECT count(*) FROM pg_inherits WHERE inhparent = 'session.messages'::regclass");
    }

    private static void insertFarAhead(Api api, String session) throws SQLException {
        try (Connection connection = Database.asOwner();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("""
                    INSERT INTO session.messages (id, session_id, organization_id, sequence, role, content, status, created_at)
                    VALUES (gen_random_uuid(), '%s', '%s', 1, 'user', 'ahead', 'complete', now() + interval '8 months')""".formatted(session, api.organization()));
        }
    }

    private static int make(int months) throws SQLException {
        try (Connection connection = Database.asService();
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT session.make_message_partitions(" + months + ")")) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
