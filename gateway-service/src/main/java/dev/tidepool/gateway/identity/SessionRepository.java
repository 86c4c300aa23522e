package dev.tidepool.gateway.identity;

import dev.tidepool.gateway.standing.AccountId;
import dev.tidepool.gateway.standing.LoginSessionId;
import dev.tidepool.kernel.db.Rows;
import dev.tidepool.kernel.id.OrganizationId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** Stores sessions and their refresh tokens. */
@ApplicationScoped
class SessionRepository {

    private static final String INSERT_SESSION = """
            INSERT INTO gateway.login_session (id, account_id, created_at, expires_at) VALUES ($1, $2, $3, $4)""";

    private static final String INSERT_TOKEN = """
            INSERT INTO gateway.refresh_token (token_hash, session_id, issued_at, expires_at) VALUES ($1, $2, $3, $4)""";

    private static final String END_OLDEST = """
            UPDATE gateway.login_session SET ended_at = now()
            WHERE id IN (SELECT id FROM gateway.login_session WHERE account_id = $1 AND ended_at IS NULL
                         ORDER BY id DESC OFFSET $2)
            RETURNING id""";

    /** Of two uses at once the second waits for the first to commit, and then finds the token used. */
    private static final String TAKE = """
            UPDATE gateway.refresh_token t SET used_at = now()
            FROM gateway.login_session s
            WHERE t.token_hash = $1 AND t.used_at IS NULL AND t.expires_at > now()
              AND s.id = t.session_id AND s.ended_at IS NULL AND s.expires_at > now()
            RETURNING s.id, s.expires_at""";

    private static final String END_REUSED = """
            UPDATE gateway.login_session s SET ended_at = now()
            FROM gateway.refresh_token t, gateway.account a
            WHERE t.token_hash = $1 AND t.used_at IS NOT NULL
              AND s.id = t.session_id AND s.ended_at IS NULL AND a.id = s.account_id
            RETURNING s.id, s.account_id, a.organization_id""";

    private static final String END_BY_TOKEN = """
            UPDATE gateway.login_session s SET ended_at = now()
            FROM gateway.refresh_token t, gateway.account a
            WHERE t.token_hash = $1 AND s.id = t.session_id AND s.ended_at IS NULL AND a.id = s.account_id
            RETURNING s.id, s.account_id, a.organization_id""";

    private static final String END_OF_ACCOUNT =
            "UPDATE gateway.login_session SET ended_at = now() WHERE account_id = $1 AND ended_at IS NULL";

    private static final String ORGANIZATION_OF_TOKEN = """
            SELECT a.organization_id
            FROM gateway.refresh_token t
              JOIN gateway.login_session s ON s.id = t.session_id
              JOIN gateway.account a ON a.id = s.account_id
            WHERE t.token_hash = $1""";

    private static final int BATCH = 1000;

    /**
     * In batches, so that no statement holds many rows for long. A token that has expired is refused whether it is known or not:
     * a session that is refreshed every few seconds keeps those of a week.
     */
    private static final String DELETE_EXPIRED = """
            WITH sessions AS (
              DELETE FROM gateway.login_session
              WHERE id IN (SELECT id FROM gateway.login_session WHERE expires_at < now() LIMIT %1$d) RETURNING 1),
            tokens AS (
              DELETE FROM gateway.refresh_token
              WHERE token_hash IN (SELECT token_hash FROM gateway.refresh_token WHERE expires_at < now() LIMIT %1$d)
              RETURNING 1),
            invitations AS (
              DELETE FROM gateway.invitation
              WHERE id IN (SELECT id FROM gateway.invitation WHERE expires_at < now() LIMIT %1$d) RETURNING 1)
            SELECT greatest(
              (SELECT count(*) FROM sessions), (SELECT count(*) FROM tokens), (SELECT count(*) FROM invitations)) AS most
            """.formatted(BATCH);

    private final Pool pool;

    SessionRepository(Pool pool) {
        this.pool = pool;
    }

    /** A session that was ended, and whose it was. */
    record Ended(LoginSessionId session, AccountId account, OrganizationId organization) {}

    Uni<Void> insert(SqlClient client, LoginSession session) {
        return client.preparedQuery(INSERT_SESSION)
                .execute(Tuple.of(
                        session.id().value(),
                        session.account().value(),
                        session.createdAt().atOffset(ZoneOffset.UTC),
                        session.expiresAt().atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    /** Leaves the account's newest sessions alone and ends the others, which are returned. */
    Uni<List<LoginSessionId>> endOldest(SqlClient client, AccountId account, int kept) {
        return client.preparedQuery(END_OLDEST)
                .execute(Tuple.of(account.value(), kept))
                .map(rows -> Rows.list(rows, row -> new LoginSessionId(row.getUUID("id"))));
    }

    Uni<Void> insertToken(
            SqlClient client, OpaqueToken token, LoginSessionId session, Instant issuedAt, Instant expiresAt) {
        return client.preparedQuery(INSERT_TOKEN)
                .execute(Tuple.of(
                        token.hash(),
                        session.value(),
                        issuedAt.atOffset(ZoneOffset.UTC),
                        expiresAt.atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    /** Uses the token up. One that was used before ends its session, in the same transaction. */
    Uni<Rotation> rotate(SqlConnection transaction, OpaqueToken token) {
        return transaction
                .preparedQuery(TAKE)
                .execute(Tuple.of(token.hash()))
                .map(rows -> Rows.first(rows, SessionRepository::takenOf))
                .chain(taken -> taken.isPresent()
                        ? Uni.createFrom().item(taken.get())
                        : end(transaction, END_REUSED, token)
                                .chain(ended -> ended.isPresent()
                                        ? Uni.createFrom().item(reused(ended.get()))
                                        : refused(transaction, token)));
    }

    Uni<Optional<Ended>> endByToken(SqlConnection transaction, OpaqueToken token) {
        return end(transaction, END_BY_TOKEN, token);
    }

    Uni<Void> endOfAccount(SqlClient client, AccountId account) {
        return client.preparedQuery(END_OF_ACCOUNT)
                .execute(Tuple.of(account.value()))
                .replaceWithVoid();
    }

    /** Whether there may be more to delete. */
    Uni<Boolean> deleteExpired() {
        return pool.query(DELETE_EXPIRED)
                .execute()
                .map(rows -> rows.iterator().next().getLong("most") >= BATCH);
    }

    private static Uni<Optional<Ended>> end(SqlConnection transaction, String statement, OpaqueToken token) {
        return transaction
                .preparedQuery(statement)
                .execute(Tuple.of(token.hash()))
                .map(rows -> Rows.first(rows, SessionRepository::endedOf));
    }

    private static Rotation reused(Ended session) {
        return new Rotation.Reused(session.session(), "account:" + session.account(), session.organization());
    }

    private static Uni<Rotation> refused(SqlConnection transaction, OpaqueToken token) {
        return transaction
                .preparedQuery(ORGANIZATION_OF_TOKEN)
                .execute(Tuple.of(token.hash()))
                .map(rows -> Rows.first(rows, row -> new OrganizationId(row.getUUID("organization_id"))))
                .map(Rotation.Refused::new);
    }

    private static Rotation takenOf(Row row) {
        return new Rotation.Taken(
                new LoginSessionId(row.getUUID("id")),
                row.getOffsetDateTime("expires_at").toInstant());
    }

    private static Ended endedOf(Row row) {
        return new Ended(
                new LoginSessionId(row.getUUID("id")),
                new AccountId(row.getUUID("account_id")),
                new OrganizationId(row.getUUID("organization_id")));
    }
}
