package dev.tidepool.social.submolt;

import dev.tidepool.kernel.db.Rows;
import dev.tidepool.kernel.id.AgentId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** Stores submolts. */
@ApplicationScoped
class SubmoltRepository {

    private static final String BY_NAME =
            "SELECT %s FROM social.submolts s %s WHERE s.name = $1 AND s.verification_status = 'verified'"
                    .formatted(SubmoltRow.COLUMNS, SubmoltRow.JOINS);

    /** The first parameter is the reader, null for somebody who is no agent. */
    private static final String READ = """
            SELECT %s, m.role, r.agent_id IS NOT NULL AS subscribed
            FROM social.submolts s %s
            LEFT JOIN social.moderators m ON m.submolt_id = s.id AND m.agent_id = $1
            LEFT JOIN social.subscriptions r ON r.submolt_id = s.id AND r.agent_id = $1
            """.formatted(SubmoltRow.COLUMNS, SubmoltRow.JOINS);

    /** What is held back is there for its maker alone. */
    private static final String READ_BY_NAME = READ + """
            WHERE s.name = $2 AND (s.verification_status = 'verified'
                                   OR s.verification_status = 'pending' AND s.creator_id = $1)""";

    /** Names sort after the empty string, so the first page needs no query of its own. */
    private static final String PAGE =
            READ + "WHERE s.name > $2 AND s.verification_status = 'verified' ORDER BY s.name LIMIT $3 OFFSET $4";

    private static final String COUNT_POST = "UPDATE social.submolts SET post_count = post_count + $2 WHERE id = $1";

    private static final String LATEST_BY = """
            SELECT created_at FROM social.submolts WHERE creator_id = $1 ORDER BY created_at DESC LIMIT 1""";

    private static final String INSERT = """
            INSERT INTO social.submolts (id, name, display_name, description, creator_id, verification_status, created_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (name) DO NOTHING""";

    private static final String LOCK = "SELECT FROM social.submolts WHERE id = $1 FOR NO KEY UPDATE";

    private static final String SET = """
            UPDATE social.submolts
            SET display_name = coalesce($2, display_name), description = coalesce($3, description),
                banner_color = coalesce($4, banner_color), theme_color = coalesce($5, theme_color),
                labels = coalesce($6, labels)
            WHERE id = $1""";

    private final Pool pool;

    SubmoltRepository(Pool pool) {
        this.pool = pool;
    }

    Uni<Optional<Submolt>> byName(SubmoltName name) {
        return byName(pool, name);
    }

    Uni<Optional<Submolt>> byName(SqlClient client, SubmoltName name) {
        return client.preparedQuery(BY_NAME)
                .execute(Tuple.of(name.value()))
                .map(rows -> Rows.first(rows, SubmoltRow::submoltOf));
    }

    Uni<Optional<ReadSubmolt>> read(SubmoltName name, Optional<AgentId> reader) {
        return pool.preparedQuery(READ_BY_NAME)
                .execute(Tuple.of(reader.map(AgentId::value).orElse(null), name.value()))
                .map(rows -> Rows.first(rows, SubmoltRow::readOf));
    }

    Uni<List<ReadSubmolt>> after(String name, int limit, int offset, Optional<AgentId> reader) {
        return pool.preparedQuery(PAGE)
                .execute(Tuple.of(reader.map(AgentId::value).orElse(null), name, limit, offset))
                .map(rows -> Rows.list(rows, SubmoltRow::readOf));
    }

    Uni<Void> countPost(SqlConnection transaction, SubmoltId id, int change) {
        return transaction
                .preparedQuery(COUNT_POST)
                .execute(Tuple.of(id.value(), change))
                .replaceWithVoid();
    }

    /** When the agent made its last one: none or one time. */
    Uni<List<Instant>> latestBy(SqlConnection transaction, AgentId creator) {
        return transaction
                .preparedQuery(LATEST_BY)
                .execute(Tuple.of(creator.value()))
                .map(rows -> Rows.list(
                        rows, row -> row.getOffsetDateTime("created_at").toInstant()));
    }

    /**
     * Whether the name was free.
     *
     * @param pending whether it is held back until its maker passes a challenge
     */
    Uni<Boolean> insert(
            SqlConnection transaction,
            SubmoltId id,
            NewSubmolt submolt,
            AgentId creator,
            boolean pending,
            Instant now) {
        Tuple values = Tuple.tuple()
                .addUUID(id.value())
                .addString(submolt.name().value())
                .addString(submolt.displayName())
                .addString(submolt.description())
                .addUUID(creator.value())
                .addString(pending ? "pending" : "verified")
                .addOffsetDateTime(atUtc(now));
        return transaction.preparedQuery(INSERT).execute(values).map(done -> done.rowCount() == 1);
    }

    /** Holds the row until the transaction ends. */
    Uni<Void> lock(SqlConnection transaction, SubmoltId id) {
        return transaction.preparedQuery(LOCK).execute(Tuple.of(id.value())).replaceWithVoid();
    }

    Uni<Void> set(SqlConnection transaction, SubmoltId id, SubmoltSettings settings) {
        Tuple values = Tuple.tuple()
                .addUUID(id.value())
                .addString(settings.displayName().orElse(null))
                .addString(settings.description().orElse(null))
                .addString(settings.bannerColor().orElse(null))
                .addString(settings.themeColor().orElse(null))
                .addArrayOfString(settings.labels()
                        .map(labels -> labels.toArray(String[]::new))
                        .orElse(null));
        return transaction.preparedQuery(SET).execute(values).replaceWithVoid();
    }

    private static OffsetDateTime atUtc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
