package dev.tidepool.social.trending;

import dev.tidepool.kernel.db.Rows;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** Stores what was told of the tops of trends. */
@ApplicationScoped
class TrendTopRepository {

    private static final String LOCK = "SELECT pg_try_advisory_xact_lock(hashtext('social.trend_tops')) AS locked";

    /** Posts and skills that are shown no more leave at once, whether or not their signals are folded. */
    private static final String TOPS = """
            SELECT kind, array_agg(subject ORDER BY weight DESC, subject DESC) AS subjects
            FROM unnest(ARRAY['post', 'submolt', 'tag', 'skill']) AS kinds (kind) CROSS JOIN LATERAL (
                SELECT t.subject, t.weight FROM social.trend_sums t
                LEFT JOIN social.posts p ON t.kind = 'post' AND p.id = CASE t.kind WHEN 'post' THEN t.subject::uuid END
                LEFT JOIN social.skills k ON t.kind = 'skill' AND k.id = CASE t.kind WHEN 'skill' THEN t.subject::uuid END
                WHERE t.time_window = $1 AND t.kind = kinds.kind AND t.weight > 0 AND (t.kind <> 'post' OR p.is_listed)
                    AND (t.kind <> 'skill' OR k.is_listed)
                ORDER BY t.weight DESC, t.subject DESC LIMIT $2) AS first
            GROUP BY kind""";

    private static final String TOLD = """
            SELECT kind, subjects, told_at FROM social.trend_tops WHERE time_window = $1""";

    private static final String STORE = """
            INSERT INTO social.trend_tops (time_window, kind, subjects, told_at) VALUES ($1, $2, $3, $4)
            ON CONFLICT (time_window, kind) DO UPDATE SET subjects = $3, told_at = $4""";

    /** What was told last of one list. */
    record Told(String kind, List<String> subjects, Instant at) {}

    /** False while another instance looks. */
    Uni<Boolean> lock(SqlConnection transaction) {
        return transaction
                .preparedQuery(LOCK)
                .execute()
                .map(rows -> rows.iterator().next().getBoolean("locked"));
    }

    Uni<List<TrendTop>> tops(SqlConnection transaction, TrendWindow window, int most) {
        return transaction
                .preparedQuery(TOPS)
                .execute(Tuple.of(window.wireName(), most))
                .map(rows -> Rows.list(
                        rows,
                        row -> new TrendTop(
                                window, row.getString("kind"), List.of(row.getArrayOfStrings("subjects")))));
    }

    Uni<List<Told>> told(SqlConnection transaction, TrendWindow window) {
        return transaction
                .preparedQuery(TOLD)
                .execute(Tuple.of(window.wireName()))
                .map(rows -> Rows.list(
                        rows,
                        row -> new Told(
                                row.getString("kind"),
                                List.of(row.getArrayOfStrings("subjects")),
                                row.getOffsetDateTime("told_at").toInstant())));
    }

    Uni<Void> store(SqlConnection transaction, TrendTop top, Instant now) {
        return transaction
                .preparedQuery(STORE)
                .execute(Tuple.of(
                        top.window().wireName(),
                        top.kind(),
                        top.subjects().toArray(String[]::new),
                        now.atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }
}
