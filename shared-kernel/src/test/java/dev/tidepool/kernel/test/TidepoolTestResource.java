package dev.tidepool.kernel.test;

import dev.tidepool.kernel.db.DatabaseRoles;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/**
 * Gives the service under test its roles and schema on the build's PostgreSQL, the build's Redis, and a stand-in for the
 * gateway's key set. Use it on the test class: {@code @QuarkusTestResource(TidepoolTestResource.class)}.
 */
public final class TidepoolTestResource implements QuarkusTestResourceLifecycleManager {

    /** Password of both roles of every service, in tests. */
    public static final String PASSWORD = "test";

    @Override
    public Map<String, String> start() {
        TestServers servers = TestServers.running();
        String service = serviceUnderTest();
        prepareDatabase(servers, service);
        Map<String, String> settings = new HashMap<>();
        settings.put("TIDEPOOL_DATABASE_URL", servers.databaseUrl());
        settings.put("TIDEPOOL_DATABASE_PASSWORD", PASSWORD);
        settings.put("TIDEPOOL_DATABASE_OWNER_PASSWORD", PASSWORD);
        settings.put("TIDEPOOL_REDIS_URL", servers.redisUrl());
        settings.put("TIDEPOOL_CURSOR_SECRET", "cursor secret of the tests");
        // Tests look at traces: none may be left out by the draw.
        settings.put("TIDEPOOL_TRACES_RATIO", "1");
        settings.put("TIDEPOOL_GATEWAY_MANAGEMENT_URL", TestTokens.serve());
        return settings;
    }

    @Override
    public void stop() {
        // The servers belong to the build and end with it.
    }

    private static String serviceUnderTest() {
        Properties properties = new Properties();
        try (InputStream file =
                Thread.currentThread().getContextClassLoader().getResourceAsStream("application.properties")) {
            properties.load(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return properties.getProperty("tidepool.service");
    }

    private static void prepareDatabase(TestServers servers, String service) {
        String url = "jdbc:" + servers.databaseUrl();
        try (Connection connection = DriverManager.getConnection(url, TestServers.SUPERUSER, "");
                Statement statement = connection.createStatement()) {
            for (String sql : DatabaseRoles.statements(service, PASSWORD, PASSWORD)) {
                statement.execute(sql);
            }
        } catch (SQLException failure) {
            throw new IllegalStateException("the test database cannot be prepared", failure);
        }
    }
}
