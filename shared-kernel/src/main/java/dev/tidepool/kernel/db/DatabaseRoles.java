package dev.tidepool.kernel.db;

import java.util.List;
import java.util.regex.Pattern;

/**
 * SQL that prepares one service's place in a PostgreSQL database: the role {@code tidepool_<service>_owner}, which owns the
 * schema and migrates it, and {@code tidepool_<service>}, which reads and writes rows and owns nothing, so that row-level
 * security binds it.
 */
public final class DatabaseRoles {

    private static final Pattern NAME = Pattern.compile("[a-z]{1,32}");

    private DatabaseRoles() {}

    /**
     * Statements to run in order as a role that may create roles; safe to repeat.
     *
     * @param service schema name, lower-case letters
     */
    public static List<String> statements(String service, String ownerPassword, String servicePassword) {
        if (!NAME.matcher(service).matches()) {
            throw new IllegalArgumentException("service must be lower-case letters: " + service);
        }
        String user = "tidepool_" + service;
        String owner = user + "_owner";
        return List.of(
                role(owner, ownerPassword),
                role(user, servicePassword),
                // A superuser needs no membership; a managed server's administrator does, to hand over the schema.
                "GRANT %s TO CURRENT_USER".formatted(owner),
                "CREATE SCHEMA IF NOT EXISTS %s AUTHORIZATION %s".formatted(service, owner),
                "GRANT USAGE ON SCHEMA %s TO %s".formatted(service, user),
                defaults(owner, service, "SELECT, INSERT, UPDATE, DELETE ON TABLES", user),
                defaults(owner, service, "USAGE, SELECT ON SEQUENCES", user),
                defaults(owner, service, "EXECUTE ON FUNCTIONS", user));
    }

    private static String role(String name, String password) {
        String literal = "'" + password.replace("'", "''") + "'";
        return """
                DO $roles$ BEGIN
                  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '%1$s') THEN
                    CREATE ROLE %1$s LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS;
                  END IF;
                  ALTER ROLE %1$s LOGIN PASSWORD %2$s;
                END $roles$""".formatted(name, literal);
    }

    private static String defaults(String owner, String schema, String privileges, String user) {
        return "ALTER DEFAULT PRIVILEGES FOR ROLE %s IN SCHEMA %s GRANT %s TO %s"
                .formatted(owner, schema, privileges, user);
    }
}
