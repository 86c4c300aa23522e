package dev.tidepool.local.store;

import dev.tidepool.local.LaunchFailure;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/**
 * A PostgreSQL address with the credentials of someone who may create roles and schemas.
 *
 * @param query options after the question mark such as {@code sslmode=require}, or empty
 */
public record DatabaseUrl(String host, int port, String database, String user, String password, String query) {
    private static final int DEFAULT_PORT = 5432;

    /** Reads {@code postgresql://user:password@host:port/database?options}. */
    public static DatabaseUrl parse(String text) {
        try {
            URI uri = URI.create(text);
            String[] credentials = uri.getRawUserInfo().split(":", 2);
            String database = uri.getPath().substring(1);
            if (!uri.getScheme().matches("postgres(ql)?") || uri.getHost() == null || database.isEmpty()) {
                throw new IllegalArgumentException("incomplete");
            }
            int port = uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort();
            String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
            return new DatabaseUrl(
                    uri.getHost(), port, database, decode(credentials[0]), decode(credentials[1]), query);
        } catch (IllegalArgumentException | NullPointerException | IndexOutOfBoundsException e) {
            throw new LaunchFailure(
                    "TIDEPOOL_DATABASE_URL is not a PostgreSQL address with user and password",
                    "write it as postgresql://user:password@host:port/database (special characters percent-encoded)");
        }
    }

    /** What the services get; they have roles of their own. */
    public String withoutCredentials() {
        return "postgresql://" + host + ":" + port + "/" + database + (query.isEmpty() ? "" : "?" + query);
    }

    /** The same server and user, another database. */
    public DatabaseUrl withDatabase(String other) {
        return new DatabaseUrl(host, port, other, user, password, query);
    }

    /** Opens a connection, waiting at most ten seconds for the server. */
    public Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", "10");
        properties.setProperty("loginTimeout", "10");
        return DriverManager.getConnection("jdbc:" + withoutCredentials(), properties);
    }

    /** Without the password: this ends up in messages. */
    @Override
    public String toString() {
        return withoutCredentials();
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
