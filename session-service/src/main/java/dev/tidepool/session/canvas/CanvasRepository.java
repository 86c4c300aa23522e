package dev.tidepool.session.canvas;

import dev.tidepool.kernel.db.Rows;
import dev.tidepool.session.session.Session;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** Rows of canvases' versions. */
@ApplicationScoped
class CanvasRepository {

    private static final String SELECT = """
            SELECT version, lines, changes, created_by, created_at FROM session.canvas_versions
            WHERE session_id = $1 AND organization_id = $2
            """;

    private static final String LATEST = SELECT + "ORDER BY version DESC LIMIT 1";

    private static final String FIND = SELECT + "AND version = $3";

    private static final String CHANGES = SELECT.replace("lines,", "'' AS lines,") + "AND version = ANY($3)";

    private static final String LIST =
            SELECT.replace("lines, changes,", "'' AS lines, '' AS changes,") + "ORDER BY version DESC";

    private static final String INSERT = """
            INSERT INTO session.canvas_versions (session_id, organization_id, version, lines, changes, created_by, created_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7)""";

    private static final String FORGET =
            "DELETE FROM session.canvas_versions WHERE session_id = $1 AND organization_id = $2 AND version <= $3";

    /** The newest, or {@link CanvasVersion#NONE}. */
    Uni<CanvasVersion> latest(SqlConnection transaction, Session session) {
        return transaction
                .preparedQuery(LATEST)
                .execute(of(session))
                .map(rows -> Rows.first(rows, CanvasRepository::version).orElse(CanvasVersion.NONE));
    }

    Uni<Optional<CanvasVersion>> find(SqlConnection transaction, Session session, long version) {
        return transaction
                .preparedQuery(FIND)
                .execute(of(session).addLong(version))
                .map(rows -> Rows.first(rows, CanvasRepository::version));
    }

    /** These versions as far as they are kept, without the lines of the whole canvas. */
    Uni<List<CanvasVersion>> changes(SqlConnection transaction, Session session, List<Long> versions) {
        return transaction
                .preparedQuery(CHANGES)
                .execute(of(session).addArrayOfLong(versions.toArray(Long[]::new)))
                .map(rows -> Rows.list(rows, CanvasRepository::version));
    }

    /** Those that are kept, newest first, without their contents. */
    Uni<List<CanvasVersion>> list(SqlConnection transaction, Session session) {
        return transaction
                .preparedQuery(LIST)
                .execute(of(session))
                .map(rows -> Rows.list(rows, CanvasRepository::version));
    }

    Uni<Void> insert(SqlConnection transaction, Session session, CanvasVersion version) {
        Tuple values = of(session)
                .addLong(version.version())
                .addString(version.lines())
                .addString(version.changes())
                .addString(version.createdBy())
                .addValue(version.createdAt().atOffset(ZoneOffset.UTC));
        return transaction.preparedQuery(INSERT).execute(values).replaceWithVoid();
    }

    /** Forgets versions up to this one. */
    Uni<Void> forget(SqlConnection transaction, Session session, long upTo) {
        return transaction
                .preparedQuery(FORGET)
                .execute(of(session).addLong(upTo))
                .replaceWithVoid();
    }

    private static Tuple of(Session session) {
        return Tuple.of(session.id().value(), session.organization().value());
    }

    private static CanvasVersion version(Row row) {
        return new CanvasVersion(
                row.getLong("version"),
                row.getString("lines"),
                row.getString("changes"),
                row.getString("created_by"),
                row.getOffsetDateTime("created_at").toInstant());
    }
}
