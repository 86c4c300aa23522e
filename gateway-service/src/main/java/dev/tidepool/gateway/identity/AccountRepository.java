package dev.tidepool.gateway.identity;

import dev.tidepool.gateway.standing.AccountId;
import dev.tidepool.kernel.caller.Role;
import dev.tidepool.kernel.db.Rows;
import dev.tidepool.kernel.id.OrganizationId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.Optional;

/** Stores accounts. */
@ApplicationScoped
class AccountRepository {

    private static final String COLUMNS = "id, organization_id, email, password_hash, role, created_at";

    private static final String BY_EMAIL = "SELECT %s FROM gateway.account WHERE email = $1".formatted(COLUMNS);

    private static final String BY_ID = "SELECT %s FROM gateway.account WHERE id = $1".formatted(COLUMNS);

    private static final String INSERT = """
            INSERT INTO gateway.account (id, organization_id, email, password_hash, role, created_at)
            VALUES ($1, $2, $3, $4, $5, $6)""";

    /** Until the transaction ends the account is neither removed nor given another password. */
    private static final String HOLD = "SELECT FROM gateway.account WHERE id = $1 AND password_hash = $2 FOR SHARE";

    private static final String REPLACE_HASH =
            "UPDATE gateway.account SET password_hash = $3 WHERE id = $1 AND password_hash = $2";

    private final Pool pool;

    AccountRepository(Pool pool) {
        this.pool = pool;
    }

    Uni<Optional<Account>> ofEmail(String email) {
        return pool.preparedQuery(BY_EMAIL)
                .execute(Tuple.of(email))
                .map(rows -> Rows.first(rows, AccountRepository::accountOf));
    }

    Uni<Optional<Account>> ofId(AccountId id) {
        return pool.preparedQuery(BY_ID)
                .execute(Tuple.of(id.value()))
                .map(rows -> Rows.first(rows, AccountRepository::accountOf));
    }

    /** Fails with a unique violation when the address has an account. */
    Uni<Void> insert(SqlClient client, Account account) {
        Tuple values = Tuple.tuple()
                .addUUID(account.id().value())
                .addUUID(account.organization().value())
                .addString(account.email())
                .addString(account.passwordHash())
                .addString(account.role().wireName())
                .addOffsetDateTime(account.createdAt().atOffset(ZoneOffset.UTC));
        return client.preparedQuery(INSERT).execute(values).replaceWithVoid();
    }

    /** Whether the account still is as it was read, as to its password; it stays so until the transaction ends. */
    Uni<Boolean> hold(SqlConnection transaction, Account account) {
        return transaction
                .preparedQuery(HOLD)
                .execute(Tuple.of(account.id().value(), account.passwordHash()))
                .map(rows -> rows.size() == 1);
    }

    /** Whether the account still had the hash it was read with, and has the new one now. */
    Uni<Boolean> replaceHash(SqlClient client, Account account, String hash) {
        return client.preparedQuery(REPLACE_HASH)
                .execute(Tuple.of(account.id().value(), account.passwordHash(), hash))
                .map(rows -> rows.rowCount() == 1);
    }

    static Account accountOf(Row row) {
        return new Account(
                new AccountId(row.getUUID("id")),
                new OrganizationId(row.getUUID("organization_id")),
                row.getString("email"),
                row.getString("password_hash"),
                Role.ofWireName(row.getString("role")),
                row.getOffsetDateTime("created_at").toInstant());
    }
}
