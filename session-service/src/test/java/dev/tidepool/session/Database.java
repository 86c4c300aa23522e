package dev.tidepool.session;

import dev.tidepool.kernel.test.TestServers;
import dev.tidepool.kernel.test.TidepoolTestResource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** The test database by JDBC, as the service's role or as the tables' owner. */
public final class Database {

    private Database() {}

    public static Connection asService() throws SQLException {
        return as("tidepool_session");
    }

    public static Connection asOwner() throws SQLException {
        return as("tidepool_session_owner");
    }

    private static Connection as(String role) throws SQLException {
        String url = "jdbc:" + TestServers.running().databaseUrl();
        return DriverManager.getConnection(url, role, TidepoolTestResource.PASSWORD);
    }

    /** Moves the end of a session into the past, as time would. */
    public static void letExpire(String session) {
        update("""
                UPDATE session.sessions
                SET created_at = now() - interval '2 hours', expires_at = now() - interval '1 millisecond',
                    due_at = '-infinity'
                WHERE id = ?::uuid RETURNING organization_id""", session);
    }

    /** Moves the last touch of a session far enough into the past for it to be idle. */
    public static void letFallIdle(String session) {
        update("""
                UPDATE session.sessions
                SET touched_at = now() - interval '16 minutes', idle_at = now() - interval '1 minute',
                    due_at = '-infinity'
                WHERE id = ?::uuid RETURNING organization_id""", session);
    }

    private static void update(String sql, String session) {
        try (Connection connection = asOwner();
                var update = connection.prepareStatement(sql)) {
            update.setString(1, session);
            try (var rows = update.executeQuery()) {
                rows.next();
                forget(rows.getString(1), session);
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** As the service does with what it changes itself. */
    private static void forget(String organization, String session) {
        String key = "tidepool:session:{" + organization + ":" + session + "}";
        try (Socket redis = new Socket(
                InetAddress.getLoopbackAddress(), TestServers.running().redisPort())) {
            redis.getOutputStream()
                    .write(("DEL " + key + " " + key + ":lease\r\n").getBytes(StandardCharsets.US_ASCII));
            if (redis.getInputStream().read() != ':') {
                throw new IllegalStateException("Redis did not forget " + key);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Messages of 250,000 bytes in a session, of these sequence numbers, with which they begin. */
    public static void sayMuch(Object organization, String session, int first, int last) {
        run("""
                INSERT INTO session.messages (id, session_id, organization_id, sequence, role, content, status, created_at)
                SELECT gen_random_uuid(), '%s', '%s', n, 'user', rpad(n || ' ', 250000, 'word '), 'complete', now()
                FROM generate_series(%d, %d) AS n""".formatted(session, organization, first, last));
        update(
                "UPDATE session.sessions SET message_count = " + last + " WHERE id = ?::uuid RETURNING organization_id",
                session);
    }

    /** Runs a statement as the owner. */
    public static void run(String sql) {
        try (Connection connection = asOwner();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** The first column of the first row, as the owner. */
    public static long count(String sql) {
        try (Connection connection = asOwner();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
