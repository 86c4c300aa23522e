package dev.tidepool.local.store;

import dev.tidepool.kernel.db.DatabaseRoles;
import dev.tidepool.local.LaunchFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/** Gives every service its two roles and its schema; repeating it changes nothing but a lost password. */
public final class DatabaseSetup {
    private DatabaseSetup() {}

    /**
     * Passwords of the two roles of a service.
     *
     * @param owner of the role that owns the schema and runs migrations
     * @param service of the role that only reads and writes rows
     */
    public record Passwords(String owner, String service) {}

    /** Applies the statements of each service in one transaction of its own. */
    public static void apply(DatabaseUrl database, Map<String, Passwords> services) {
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            for (Map.Entry<String, Passwords> service : services.entrySet()) {
                prepare(connection, service.getKey(), service.getValue());
            }
        } catch (SQLException e) {
            throw new LaunchFailure(
                    "The database " + database + " could not be prepared: " + reason(e),
                    "check that the server runs and that the user may create roles and schemas (CREATEROLE, and"
                            + " CREATE on the database)");
        }
    }

    /** Fails with a clear message unless the server lets the user in. */
    public static void requireReachable(DatabaseUrl database) {
        try (Connection connection = database.connect()) {
            connection.isValid(5);
        } catch (SQLException e) {
            throw new LaunchFailure(
                    "The database of TIDEPOOL_DATABASE_URL (" + database + ") cannot be used: " + reason(e),
                    "start that server or correct TIDEPOOL_DATABASE_URL; without it an embedded PostgreSQL is used");
        }
    }

    private static void prepare(Connection connection, String service, Passwords passwords) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : DatabaseRoles.statements(service, passwords.owner(), passwords.service())) {
                statement.execute(sql);
            }
        }
        connection.commit();
    }

    private static String reason(SQLException failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("no reason given");
    }
}
