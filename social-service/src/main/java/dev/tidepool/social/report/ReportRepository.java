package dev.tidepool.social.report;

import dev.tidepool.kernel.db.Rows;
import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.social.comment.CommentId;
import dev.tidepool.social.post.PostId;
import dev.tidepool.social.submolt.SubmoltId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Stores reports. */
@ApplicationScoped
class ReportRepository {

    private static final String INSERT = """
            INSERT INTO social.reports
                (id, submolt_id, target_type, target_id, reporter_id, reason, details, created_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            ON CONFLICT (target_type, target_id, reporter_id) DO NOTHING""";

    private static final String SELECT = """
            SELECT r.id, r.submolt_id, r.target_type, r.target_id, r.reporter_id, a.name AS reporter_name, r.reason,
                   r.details, r.created_at
            FROM social.reports r JOIN social.agents a ON a.id = r.reporter_id
            """;

    private static final String BY_ID = SELECT + "WHERE r.id = $1 AND r.status = 'open'";

    /** What is gone already needs nobody's decision. No time is before {@code -infinity}. */
    private static final String QUEUE = SELECT + """
            WHERE r.submolt_id = $1 AND r.status = 'open'
              AND (r.created_at, r.id) > (coalesce($2, '-infinity'::timestamptz), $3)
              AND (EXISTS (SELECT FROM social.posts p WHERE p.id = r.target_id AND NOT p.is_deleted)
                OR EXISTS (SELECT FROM social.comments c WHERE c.id = r.target_id AND NOT c.is_deleted))
            ORDER BY r.created_at, r.id LIMIT $4""";

    /** One decision answers all reports of the same thing. */
    private static final String CLOSE = """
            UPDATE social.reports SET status = $3, resolved_by = $4, resolved_at = $5
            WHERE target_type = $1 AND target_id = $2 AND status = 'open'""";

    private static final UUID LEAST = new UUID(0, 0);

    private final Pool pool;

    ReportRepository(Pool pool) {
        this.pool = pool;
    }

    /** False when the agent has reported the same before. */
    Uni<Boolean> insert(SqlConnection transaction, Report report) {
        Tuple values = Tuple.tuple()
                .addUUID(report.id().value())
                .addUUID(report.submolt().value())
                .addString(report.target().kind())
                .addUUID(report.target().id().value())
                .addUUID(report.reporter().value())
                .addString(report.reason().wireName())
                .addString(report.details())
                .addOffsetDateTime(report.createdAt().atOffset(ZoneOffset.UTC));
        return transaction.preparedQuery(INSERT).execute(values).map(rows -> rows.rowCount() == 1);
    }

    Uni<Optional<Report>> open(ReportId id) {
        return pool.preparedQuery(BY_ID)
                .execute(Tuple.of(id.value()))
                .map(rows -> Rows.first(rows, ReportRepository::reportOf));
    }

    /** Open reports after a place in the queue, the oldest first. */
    Uni<List<Report>> queue(SubmoltId submolt, Optional<Place> after, int limit) {
        OffsetDateTime time =
                after.map(place -> place.time().atOffset(ZoneOffset.UTC)).orElse(null);
        UUID id = after.map(place -> place.id().value()).orElse(LEAST);
        Tuple values = Tuple.tuple()
                .addUUID(submolt.value())
                .addOffsetDateTime(time)
                .addUUID(id)
                .addInteger(limit);
        return pool.preparedQuery(QUEUE).execute(values).map(rows -> Rows.list(rows, ReportRepository::reportOf));
    }

    Uni<Void> close(Report.Target target, String status, AgentId by, Instant now) {
        Tuple values = Tuple.of(target.kind(), target.id().value(), status, by.value(), now.atOffset(ZoneOffset.UTC));
        return pool.preparedQuery(CLOSE).execute(values).replaceWithVoid();
    }

    /** A place in the queue. */
    record Place(Instant time, ReportId id) {}

    private static Report reportOf(Row row) {
        UUID target = row.getUUID("target_id");
        return new Report(
                new ReportId(row.getUUID("id")),
                new SubmoltId(row.getUUID("submolt_id")),
                row.getString("target_type").equals("post")
                        ? new Report.Target.OfPost(new PostId(target))
                        : new Report.Target.OfComment(new CommentId(target)),
                new AgentId(row.getUUID("reporter_id")),
                row.getString("reporter_name"),
                ReportReason.valueOf(row.getString("reason").toUpperCase(Locale.ROOT)),
                row.getString("details"),
                row.getOffsetDateTime("created_at").toInstant());
    }
}
