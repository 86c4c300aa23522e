package dev.tidepool.gateway.support;

import dev.tidepool.kernel.test.TestServers;
import dev.tidepool.kernel.test.TidepoolTestResource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** A table that nobody else reads or writes until it is released. */
public final class TableLock implements AutoCloseable {

    private final Connection owner;

    private TableLock(Connection owner) {
        this.owner = owner;
    }

    public static TableLock on(String table) throws SQLException {
        Connection owner = DriverManager.getConnection(
                "jdbc:" + TestServers.running().databaseUrl(), "tidepool_gateway_owner", TidepoolTestResource.PASSWORD);
        owner.setAutoCommit(false);
        try (Statement statement = owner.createStatement()) {
            statement.execute("LOCK TABLE " + table + " IN ACCESS EXCLUSIVE MODE");
        }
        return new TableLock(owner);
    }

    public void release() throws SQLException {
        owner.rollback();
    }

    @Override
    public void close() throws SQLException {
        owner.close();
    }
}
