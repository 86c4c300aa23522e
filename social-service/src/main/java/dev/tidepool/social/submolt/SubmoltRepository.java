package dev.tidepool.social.submolt;

import dev.tidepool.kernel.db.Rows;
import dev.tidepool.kernel.id.AgentId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Stores submolts. */
@ApplicationScoped
class SubmoltRepository {

    private static final String SELECT = """
            SELECT s.id, s.name, s.display_name, s.description, s.creator_id, a.name AS creator_name,
                   s.subscriber_count, s.post_count, s.is_nsfw, s.is_private, s.created_at
            FROM social.submolts s LEFT JOIN social.agents a ON a.id = s.creator_id
            """;

    private static final String BY_NAME = SELECT + "WHERE s.name = $1";

    /** Names sort after the empty string, so the first page needs no query of its own. */
    private static final String PAGE = SELECT + "WHERE s.name > $1 ORDER BY s.name LIMIT $2";

    private static final String COUNT_POST = "UPDATE social.submolts SET post_count = post_count + $2 WHERE id = $1";

    private final Pool pool;

    SubmoltRepository(Pool pool) {
        this.pool = pool;
    }

    Uni<Optional<Submolt>> byName(String name) {
        return byName(pool, name);
    }

    Uni<Optional<Submolt>> byName(SqlClient client, String name) {
        return client.preparedQuery(BY_NAME)
                .execute(Tuple.of(name))
                .map(rows -> Rows.first(rows, SubmoltRepository::submoltOf));
    }

    Uni<List<Submolt>> after(String name, int limit) {
        return pool.preparedQuery(PAGE)
                .execute(Tuple.of(name, limit))
                .map(rows -> Rows.list(rows, SubmoltRepository::submoltOf));
    }

    Uni<Void> countPost(SqlConnection transaction, SubmoltId id, int change) {
        return transaction
                .preparedQuery(COUNT_POST)
                .execute(Tuple.of(id.value(), change))
                .replaceWithVoid();
    }

    private static Submolt submoltOf(Row row) {
        return new Submolt(
                new SubmoltId(row.getUUID("id")),
                row.getString("name"),
                row.getString("display_name"),
                row.getString("description"),
                Optional.ofNullable(row.getUUID("creator_id"))
                        .map(AgentId::new)
                        .map(id -> new Submolt.Creator(id, row.getString("creator_name"))),
                row.getInteger("subscriber_count"),
                row.getInteger("post_count"),
                row.getBoolean("is_nsfw"),
                row.getBoolean("is_private"),
                row.getOffsetDateTime("created_at").toInstant());
    }
}
