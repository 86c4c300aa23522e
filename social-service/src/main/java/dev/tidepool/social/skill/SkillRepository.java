package dev.tidepool.social.skill;

import dev.tidepool.kernel.db.Rows;
import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.skill.manifest.SkillName;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/** Rows of skills. */
@ApplicationScoped
class SkillRepository {

    private static final String FIND =
            "SELECT %s FROM social.skills k %s WHERE k.slug = $1".formatted(SkillRow.COLUMNS, SkillRow.JOINS);

    /** Only the skill's own row: what refers to it may be inserted meanwhile. */
    private static final String LOCK = FIND + " FOR NO KEY UPDATE OF k";

    private static final String INSERT = """
            INSERT INTO social.skills (id, slug, owner_id, display_name, summary, tags, created_at, updated_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $7) ON CONFLICT (slug) DO NOTHING""";

    private static final String OWNED = """
            SELECT (SELECT count(*) FROM social.skills WHERE owner_id = $1) AS skills,
                   (SELECT coalesce(sum(v.bytes), 0)::int8 FROM social.skill_versions v
                    JOIN social.skills k ON k.id = v.skill_id WHERE k.owner_id = $1) AS bytes""";

    /**
     * Stable versions come first; what the skill says of itself is what its latest version says, its tags those of the latest that has
     * some. While no version may be used, it is what the first said, which only its agent and moderators see.
     */
    private static final String REFRESH = """
            WITH usable AS (
                SELECT id, description, display_name, tags, is_stable, precedence
                FROM social.skill_versions WHERE skill_id = $1 AND usable),
            latest AS (SELECT * FROM usable ORDER BY is_stable DESC, precedence DESC LIMIT 1),
            tagged AS (
                SELECT tags FROM usable WHERE cardinality(tags) > 0 ORDER BY is_stable DESC, precedence DESC LIMIT 1)
            UPDATE social.skills SET
                latest_id = (SELECT id FROM latest),
                summary = coalesce((SELECT description FROM latest), summary),
                display_name = coalesce((SELECT display_name FROM latest), display_name),
                tags = CASE WHEN EXISTS (SELECT FROM latest) THEN coalesce((SELECT tags FROM tagged), '{}') ELSE tags END,
                version_count = (SELECT count(*) FROM social.skill_versions WHERE skill_id = $1),
                updated_at = CASE WHEN $3 THEN $2 ELSE updated_at END
            WHERE id = $1""";

    private static final String REMOVE = """
            UPDATE social.skills SET removed_by = $2, removed_at = $3, removal_reason = $4
            WHERE id = $1 AND removed_at IS NULL""";

    private static final String RESTORE = """
            UPDATE social.skills SET removed_by = NULL, removed_at = NULL, removal_reason = NULL
            WHERE id = $1 AND removed_at IS NOT NULL""";

    private static final String SHOW = "UPDATE social.skills SET is_deleted = $2, updated_at = $3 WHERE id = $1";

    /** What an agent's skills take. */
    record Owned(long skills, long bytes) {}

    Uni<Optional<Skill>> find(SqlClient client, SkillName slug) {
        return client.preparedQuery(FIND).execute(Tuple.of(slug.value())).map(rows -> Rows.first(rows, SkillRow::of));
    }

    /** Holds the skill's row until the transaction ends. */
    Uni<Optional<Skill>> lock(SqlConnection transaction, SkillName slug) {
        return transaction
                .preparedQuery(LOCK)
                .execute(Tuple.of(slug.value()))
                .map(rows -> Rows.first(rows, SkillRow::of));
    }

    /** Whether the name was free. */
    Uni<Boolean> insert(SqlConnection transaction, SkillId id, NewVersion version, AgentId owner, Instant now) {
        Tuple values = Tuple.tuple()
                .addUUID(id.value())
                .addString(version.slug().value())
                .addUUID(owner.value())
                .addString(version.displayName())
                .addString(version.manifest().description())
                .addArrayOfString(version.tags().toArray(String[]::new))
                .addOffsetDateTime(now.atOffset(ZoneOffset.UTC));
        return transaction.preparedQuery(INSERT).execute(values).map(done -> done.rowCount() == 1);
    }

    Uni<Owned> owned(SqlConnection transaction, AgentId owner) {
        return transaction
                .preparedQuery(OWNED)
                .execute(Tuple.of(owner.value()))
                .map(rows -> rows.iterator().next())
                .map(row -> new Owned(row.getLong("skills"), row.getLong("bytes")));
    }

    /**
     * After a version came or was released.
     *
     * @param isUsable whether that version may be used: what waits for a moderator is no news
     */
    Uni<Void> refresh(SqlConnection transaction, SkillId id, boolean isUsable, Instant now) {
        return transaction
                .preparedQuery(REFRESH)
                .execute(Tuple.of(id.value(), now.atOffset(ZoneOffset.UTC), isUsable))
                .replaceWithVoid();
    }

    /** Whether it was not removed before. */
    Uni<Boolean> remove(SqlConnection transaction, SkillId id, String by, String reason, Instant now) {
        return transaction
                .preparedQuery(REMOVE)
                .execute(Tuple.of(id.value(), by, now.atOffset(ZoneOffset.UTC), reason))
                .map(done -> done.rowCount() == 1);
    }

    /** Whether it was removed before. */
    Uni<Boolean> restore(SqlConnection transaction, SkillId id) {
        return transaction.preparedQuery(RESTORE).execute(Tuple.of(id.value())).map(done -> done.rowCount() == 1);
    }

    Uni<Void> show(SqlConnection transaction, SkillId id, boolean deleted, Instant now) {
        return transaction
                .preparedQuery(SHOW)
                .execute(Tuple.of(id.value(), deleted, now.atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }
}
