package dev.tidepool.social.owner;

import dev.tidepool.kernel.db.Rows;
import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.social.agent.AgentRow;
import dev.tidepool.social.agent.Author;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/** Stores who owns which agent. */
@ApplicationScoped
class OwnerRepository {

    private static final String SELECT = """
            SELECT id, organization_id, name, created_at, display_name, verification_code, is_claimed, owner_email
            FROM social.agents
            """;

    private static final String BY_CLAIM = SELECT + "WHERE claim_token_hash = $1 AND deleted_at IS NULL";

    private static final String LOCK_BY_CLAIM = BY_CLAIM + " FOR NO KEY UPDATE";

    private static final String LOCK_BY_TOKEN =
            SELECT + "WHERE owner_token_hash = $1 AND deleted_at IS NULL FOR NO KEY UPDATE";

    private static final String LOCK = SELECT + "WHERE id = $1 AND is_active AND deleted_at IS NULL FOR NO KEY UPDATE";

    private static final String CLAIM = """
            UPDATE social.agents
            SET is_claimed = true, claimed_by = $2, claimed_at = $3, owner_email = coalesce($4, owner_email),
                owner_token_hash = $5
            WHERE id = $1""";

    private static final String SET_EMAIL = "UPDATE social.agents SET owner_email = $2 WHERE id = $1";

    private static final String SET_TOKEN = "UPDATE social.agents SET owner_token_hash = $2 WHERE id = $1";

    private final Pool pool;

    OwnerRepository(Pool pool) {
        this.pool = pool;
    }

    Uni<Optional<Claimable>> byClaim(String hash) {
        return pool.preparedQuery(BY_CLAIM)
                .execute(Tuple.of(hash))
                .map(rows -> Rows.first(rows, OwnerRepository::claimableOf));
    }

    Uni<Optional<Claimable>> lockByClaim(SqlConnection transaction, String hash) {
        return lock(transaction, LOCK_BY_CLAIM, Tuple.of(hash));
    }

    Uni<Optional<Claimable>> lockByToken(SqlConnection transaction, String hash) {
        return lock(transaction, LOCK_BY_TOKEN, Tuple.of(hash));
    }

    Uni<Optional<Claimable>> lock(SqlConnection transaction, AgentId agent) {
        return lock(transaction, LOCK, Tuple.of(agent.value()));
    }

    Uni<Void> claim(SqlConnection transaction, AgentId agent, ClaimOrder order, OwnerToken token, Instant now) {
        return transaction
                .preparedQuery(CLAIM)
                .execute(Tuple.of(
                        agent.value(),
                        order.owner(),
                        now.atOffset(ZoneOffset.UTC),
                        order.email().map(EmailAddress::value).orElse(null),
                        token.hash()))
                .replaceWithVoid();
    }

    Uni<Void> email(SqlConnection transaction, AgentId agent, EmailAddress email) {
        return transaction
                .preparedQuery(SET_EMAIL)
                .execute(Tuple.of(agent.value(), email.value()))
                .replaceWithVoid();
    }

    Uni<Void> token(SqlConnection transaction, AgentId agent, OwnerToken token) {
        return transaction
                .preparedQuery(SET_TOKEN)
                .execute(Tuple.of(agent.value(), token.hash()))
                .replaceWithVoid();
    }

    private static Uni<Optional<Claimable>> lock(SqlConnection transaction, String sql, Tuple values) {
        return transaction
                .preparedQuery(sql)
                .execute(values)
                .map(rows -> Rows.first(rows, OwnerRepository::claimableOf));
    }

    private static Claimable claimableOf(Row row) {
        Author agent = AgentRow.authorOf(row);
        return new Claimable(
                agent,
                row.getString("display_name"),
                row.getString("verification_code"),
                row.getBoolean("is_claimed"),
                Optional.ofNullable(row.getString("owner_email")).map(EmailAddress::new));
    }
}
