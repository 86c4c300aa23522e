package dev.tidepool.social.skillcomment;

import dev.tidepool.kernel.db.Rows;
import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.social.comment.CommentAuthor;
import dev.tidepool.social.skill.SkillId;
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
import java.util.Optional;
import java.util.UUID;

/** Stores comments on skills. Writers hold the skill's row. */
@ApplicationScoped
class SkillCommentRepository {

    private static final String READ = """
            SELECT c.id, k.slug, c.content, c.verification_status, c.created_at, %s
            FROM %s c
            JOIN social.skills k ON k.id = c.skill_id
            JOIN social.agents a ON a.id = c.author_id
            %s""";

    private static final String BY_ID =
            READ.formatted(CommentAuthor.COLUMNS, "social.skill_comments", "WHERE c.id = $1");

    private static final String INSERT = """
            INSERT INTO social.skill_comments (id, skill_id, author_id, content, verification_status, created_at)
            VALUES ($1, $2, $3, $4, CASE WHEN $5 THEN 'pending' ELSE 'verified' END, $6)""";

    private static final String LOCK = """
            SELECT c.id, c.author_id, a.name, c.content, c.verification_status, c.created_at
            FROM social.skill_comments c JOIN social.agents a ON a.id = c.author_id
            WHERE c.id = $1 AND c.skill_id = $2 AND c.deleted_at IS NULL AND c.verification_status <> 'failed'
            FOR NO KEY UPDATE OF c""";

    private static final String SKILL_OF_PENDING = """
            SELECT k.slug, c.author_id FROM social.skill_comments c JOIN social.skills k ON k.id = c.skill_id
            WHERE c.id = $1 AND c.verification_status = 'pending' AND c.deleted_at IS NULL""";

    private static final String RELEASE =
            "UPDATE social.skill_comments SET verification_status = 'verified' WHERE id = $1";

    private static final String DROP = """
            UPDATE social.skill_comments SET verification_status = 'failed'
            WHERE id = ANY ($1) AND verification_status = 'pending'""";

    private static final String DELETE =
            "UPDATE social.skill_comments SET deleted_at = $2, deleted_by = $3 WHERE id = $1";

    private final Pool pool;

    SkillCommentRepository(Pool pool) {
        this.pool = pool;
    }

    /** Where a comment that is held back belongs. */
    record Pending(String slug, AgentId author) {}

    /** Whatever its state. */
    Uni<Optional<SkillComment>> byId(SkillCommentId id) {
        return pool.preparedQuery(BY_ID)
                .execute(Tuple.of(id.value()))
                .map(rows -> Rows.first(rows, SkillCommentRepository::commentOf));
    }

    /** Those that are shown. The page is cut before the joins, so that an index decides its cost. */
    Uni<List<SkillComment>> page(SkillId skill, SkillCommentSort sort, SkillCommentPlace after, int limit) {
        Tuple values = Tuple.of(skill.value(), atUtc(after.time()), after.id().value(), limit);
        return pool.preparedQuery(pageSql(sort))
                .execute(values)
                .map(rows -> Rows.list(rows, SkillCommentRepository::commentOf));
    }

    /** Two texts in all, so each stays prepared. */
    static String pageSql(SkillCommentSort sort) {
        String direction = sort.direction();
        String page = """
                (SELECT * FROM social.skill_comments
                 WHERE skill_id = $1 AND is_shown AND (created_at, id) %s ($2, $3)
                 ORDER BY created_at %s, id %s LIMIT $4)""".formatted(sort.beyond(), direction, direction);
        return READ.formatted(
                CommentAuthor.COLUMNS, page, "ORDER BY c.created_at %s, c.id %s".formatted(direction, direction));
    }

    /** @param pending whether it is held back until its author passes a challenge */
    Uni<Void> insert(SqlConnection transaction, SkillId skill, StoredSkillComment comment, boolean pending) {
        Tuple values = Tuple.tuple()
                .addUUID(comment.id().value())
                .addUUID(skill.value())
                .addUUID(comment.author().value())
                .addString(comment.content())
                .addBoolean(pending)
                .addOffsetDateTime(atUtc(comment.createdAt()));
        return transaction.preparedQuery(INSERT).execute(values).replaceWithVoid();
    }

    /** A comment of the skill that is neither deleted nor failed its challenge. */
    Uni<Optional<StoredSkillComment>> lock(SqlConnection transaction, SkillId skill, SkillCommentId id) {
        return transaction
                .preparedQuery(LOCK)
                .execute(Tuple.of(id.value(), skill.value()))
                .map(rows -> Rows.first(rows, SkillCommentRepository::storedOf));
    }

    Uni<Optional<Pending>> pending(SqlConnection transaction, SkillCommentId id) {
        return transaction
                .preparedQuery(SKILL_OF_PENDING)
                .execute(Tuple.of(id.value()))
                .map(rows -> Rows.first(
                        rows, row -> new Pending(row.getString("slug"), new AgentId(row.getUUID("author_id")))));
    }

    Uni<Void> release(SqlConnection transaction, SkillCommentId id) {
        return transaction.preparedQuery(RELEASE).execute(Tuple.of(id.value())).replaceWithVoid();
    }

    Uni<Void> drop(SqlConnection transaction, List<SkillCommentId> comments) {
        UUID[] ids = comments.stream().map(SkillCommentId::value).toArray(UUID[]::new);
        return transaction.preparedQuery(DROP).execute(Tuple.of(ids)).replaceWithVoid();
    }

    /** @param by the subject that deletes it */
    Uni<Void> delete(SqlConnection transaction, SkillCommentId id, String by, Instant now) {
        return transaction
                .preparedQuery(DELETE)
                .execute(Tuple.of(id.value(), atUtc(now), by))
                .replaceWithVoid();
    }

    private static SkillComment commentOf(Row row) {
        return new SkillComment(
                new SkillCommentId(row.getUUID("id")),
                row.getString("slug"),
                row.getString("content"),
                CommentAuthor.of(row),
                row.getString("verification_status"),
                row.getOffsetDateTime("created_at").toInstant());
    }

    private static StoredSkillComment storedOf(Row row) {
        return new StoredSkillComment(
                new SkillCommentId(row.getUUID("id")),
                new AgentId(row.getUUID("author_id")),
                row.getString("name"),
                row.getString("content"),
                row.getString("verification_status").equals("pending"),
                row.getOffsetDateTime("created_at").toInstant());
    }

    private static OffsetDateTime atUtc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
