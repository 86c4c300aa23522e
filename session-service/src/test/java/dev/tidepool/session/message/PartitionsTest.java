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
import java.util.List;
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
        assertThat(partitionsOf(session)).isEqualTo("messages_default");
        assertThat(make(10)).isPositive();
        assertThat(partitionsOf(session)).matches("messages_\\d{4}_\\d{2}");
        api.request().delete("/v1/sessions/{id}", session).then().statusCode(204);
        assertThat(Database.count("SELECT count(*) FROM session.messages WHERE session_id = '" + session + "'"))
                .isZero();
    }

    @Test
    void detachesMonthsThatArePastTheirRetentionAndNoOthers() throws SQLException {
        Api api = Api.ofNewOrganization();
        String session = api.createSession();
        Database.run("CREATE TABLE session.messages_2019_12 PARTITION OF session.messages"
                + " FOR VALUES FROM ('2019-12-01') TO ('2020-01-01')");
        Database.run("CREATE TABLE session.messages_2020_01 PARTITION OF session.messages"
                + " FOR VALUES FROM ('2020-01-01') TO ('2020-02-01')");
        Database.run("UPDATE session.sessions SET created_at = '2019-12-05' WHERE id = '" + session + "'");
        Database.run("""
                INSERT INTO session.messages (id, session_id, organization_id, sequence, role, content, status, created_at)
                SELECT gen_random_uuid(), '%s', '%s', n, 'user', 'old', 'complete', timestamptz '2019-12-10' + n * interval '15 days'
                FROM generate_series(1, 2) AS n""".formatted(session, api.organization()));
        long before = partitions();
        assertThat(detach("2020-01-31")).isOne();
        assertThat(detach("2020-01-31")).isZero();
        assertThat(partitions()).isEqualTo(before - 1);
        assertThat(api.messages(session).then().extract().<List<Integer>>path("items.sequence"))
                .containsExactly(2);
        assertThat(Database.count("SELECT count(*) FROM session.detached_messages_2019_12"))
                .isOne();
        api.request().delete("/v1/sessions/{id}", session).then().statusCode(204);
        assertThat(Database.count("SELECT count(*) FROM session.detached_messages_2019_12"))
                .as("what is deleted is deleted everywhere")
                .isZero();
        assertThat(detach("2020-02-01")).isOne();
        Database.run("DROP TABLE session.detached_messages_2019_12, session.detached_messages_2020_01");
    }

    @Test
    void doesNotMakeEverybodyWaitBehindOneWhoReads() throws SQLException {
        Database.run("CREATE TABLE session.messages_2018_12 PARTITION OF session.messages"
                + " FOR VALUES FROM ('2018-12-01') TO ('2019-01-01')");
        try (Connection reader = Database.asOwner();
                Statement reading = reader.createStatement();
                Connection service = Database.asService();
                Statement detaching = service.createStatement()) {
            reader.setAutoCommit(false);
            reading.execute("LOCK TABLE session.messages IN ACCESS SHARE MODE");
            detaching.execute("SET statement_timeout = '30s'");
            assertThatThrownBy(() -> detaching.execute("SELECT session.detach_message_partitions('2019-01-01')"))
                    .hasMessageContaining("lock timeout");
            reader.rollback();
        }
        assertThat(detach("2019-01-01")).isOne();
        Database.run("DROP TABLE session.detached_messages_2018_12");
    }

    @Test
    void detachesNothingThatIsToCome() {
        assertThatThrownBy(() -> detach("9999-01-01")).hasMessageContaining("to come");
    }

    @Test
    void refusesAnAbsurdNumberOfMonths() {
        assertThatThrownBy(() -> make(25)).hasMessageContaining("1 to 24");
        assertThatThrownBy(() -> make(0)).hasMessageContaining("1 to 24");
    }

    private static String partitionsOf(String session) throws SQLException {
        try (Connection connection = Database.asOwner();
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery("""
                        SELECT coalesce(string_agg(relname, ' '), 'none') FROM session.messages
                        JOIN pg_class ON pg_class.oid = messages.tableoid WHERE session_id = '%s'""".formatted(session))) {
            rows.next();
            return rows.getString(1);
        }
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

    private static int detach(String before) throws SQLException {
        try (Connection connection = Database.asService();
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT session.detach_message_partitions('" + before + "')")) {
            rows.next();
            return rows.getInt(1);
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
