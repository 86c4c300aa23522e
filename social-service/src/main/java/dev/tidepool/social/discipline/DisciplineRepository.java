package dev.tidepool.social.discipline;

import dev.tidepool.kernel.db.Rows;
import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.social.agent.AgentRow;
import dev.tidepool.social.agent.Author;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Locks agents, active or not. */
@ApplicationScoped
class DisciplineRepository {

    private static final String LOCK_NAMED = """
            SELECT id, organization_id, name, created_at FROM social.agents
            WHERE name = $1 AND deleted_at IS NULL FOR NO KEY UPDATE""";

    private static final String LOCK = """
            SELECT id, organization_id, name, created_at FROM social.agents
            WHERE id = $1 AND deleted_at IS NULL FOR NO KEY UPDATE""";

    Uni<Optional<Author>> lock(SqlConnection transaction, String name) {
        return lock(transaction, LOCK_NAMED, Tuple.of(name));
    }

    Uni<Optional<Author>> lock(SqlConnection transaction, AgentId id) {
        return lock(transaction, LOCK, Tuple.of(id.value()));
    }

    private static Uni<Optional<Author>> lock(SqlConnection transaction, String sql, Tuple values) {
        return transaction.preparedQuery(sql).execute(values).map(rows -> Rows.first(rows, AgentRow::authorOf));
    }
}
