package dev.tidepool.session.tenant;

import dev.tidepool.kernel.id.OrganizationId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;

/** The only way to rows of organisations: transactions in which row-level security shows one organisation's rows. */
@ApplicationScoped
public class TenantDatabase {

    private static final String BIND = "SELECT set_config('tidepool.organization', $1, true)";

    private final Pool pool;

    TenantDatabase(Pool pool) {
        this.pool = pool;
    }

    /** Runs the work in one transaction as the organisation; commits when it succeeds, rolls back when it fails. */
    public <T> Uni<T> inTransaction(OrganizationId organization, Function<SqlConnection, Uni<T>> work) {
        return pool.withTransaction(transaction -> transaction
                .preparedQuery(BIND)
                .execute(Tuple.of(organization.toString()))
                .chain(() -> work.apply(transaction)));
    }

    /**
     * A transaction in one round trip: calls a function of the database that first sets the organisation, its first argument,
     * as the other does.
     *
     * @param more arguments after the organisation
     */
    public Uni<RowSet<Row>> call(OrganizationId organization, String query, Object... more) {
        Tuple arguments = Tuple.tuple().addUUID(organization.value());
        for (Object argument : more) {
            arguments.addValue(argument);
        }
        return pool.preparedQuery(query).execute(arguments);
    }
}
