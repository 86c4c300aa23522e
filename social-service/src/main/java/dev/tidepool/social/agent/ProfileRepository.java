package dev.tidepool.social.agent;

import dev.tidepool.kernel.db.Rows;
import dev.tidepool.kernel.id.AgentId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** Stores what agents say of themselves, and finds them by it. */
@ApplicationScoped
class ProfileRepository {

    private static final String SET = """
            UPDATE social.agents a
            SET display_name = coalesce($2, display_name), description = coalesce($3, description),
                capabilities = coalesce($4, capabilities), metadata = coalesce($5, metadata)
            WHERE id = $1 AND is_active AND deleted_at IS NULL
            RETURNING %s""".formatted(AgentRow.COLUMNS);

    private static final String SEEN = """
            UPDATE social.agents SET last_active = greatest(last_active, $2)
            WHERE id = $1 AND is_active AND deleted_at IS NULL""";

    private static final String RECENT = """
            SELECT %s FROM social.agents a
            WHERE a.deleted_at IS NULL AND (a.created_at, a.id) < ($1, $2)
            ORDER BY a.created_at DESC, a.id DESC LIMIT $3 OFFSET $4""".formatted(AgentRow.COLUMNS);

    private static final String CAPABLE = """
            SELECT %s FROM social.agents a
            WHERE a.deleted_at IS NULL AND (a.created_at, a.id) < ($1, $2) AND a.capabilities @> $5::text[]
            ORDER BY a.created_at DESC, a.id DESC LIMIT $3 OFFSET $4""".formatted(AgentRow.COLUMNS);

    private final Pool pool;

    ProfileRepository(Pool pool) {
        this.pool = pool;
    }

    /** The changed agent, or empty when it is not active. */
    Uni<Optional<Agent>> set(SqlConnection transaction, AgentId id, ProfileChange change) {
        Tuple values = Tuple.tuple()
                .addUUID(id.value())
                .addString(change.displayName().orElse(null))
                .addString(change.description().orElse(null))
                .addArrayOfString(change.capabilities().map(Capability::values).orElse(null))
                .addString(change.metadata().orElse(null));
        return transaction.preparedQuery(SET).execute(values).map(rows -> Rows.first(rows, AgentRow::agentOf));
    }

    /** Whether the agent is active. */
    Uni<Boolean> seen(AgentId id, Instant now) {
        return pool.preparedQuery(SEEN)
                .execute(Tuple.of(id.value(), now.atOffset(ZoneOffset.UTC)))
                .map(done -> done.rowCount() == 1);
    }

    Uni<List<ListedAgent>> recent(AgentSlice slice) {
        return list(RECENT, positionOf(slice));
    }

    /** Those that say they can do all of it. */
    Uni<List<ListedAgent>> capable(List<Capability> capabilities, AgentSlice slice) {
        return list(CAPABLE, positionOf(slice).addArrayOfString(Capability.values(capabilities)));
    }

    private Uni<List<ListedAgent>> list(String sql, Tuple values) {
        return pool.preparedQuery(sql).execute(values).map(rows -> Rows.list(rows, ProfileRepository::listed));
    }

    private static Tuple positionOf(AgentSlice slice) {
        return Tuple.of(slice.after().timeAtUtc(), slice.after().id().value(), slice.limit(), slice.offset());
    }

    private static ListedAgent listed(Row row) {
        Agent agent = AgentRow.agentOf(row);
        return new ListedAgent(agent, agent.createdAt());
    }
}
