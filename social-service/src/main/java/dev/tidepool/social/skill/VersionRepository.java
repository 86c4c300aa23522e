package dev.tidepool.social.skill;

import dev.tidepool.kernel.db.Rows;
import dev.tidepool.kernel.id.AgentId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** Rows of versions. */
@ApplicationScoped
class VersionRepository {

    private static final String OF_SKILL =
            "SELECT %s FROM social.skill_versions v WHERE v.skill_id = $1".formatted(VersionRow.COLUMNS);

    private static final String FIND = OF_SKILL + " AND v.version = $2";
    private static final String LATEST =
            OF_SKILL + " ORDER BY v.usable DESC, v.is_stable DESC, v.precedence DESC LIMIT 1";

    /** A version's precedence is its own: the row comparison resumes at exactly one place. */
    private static final String PAGE =
            OF_SKILL + " AND v.precedence < $2 AND (v.usable OR $3) ORDER BY v.precedence DESC LIMIT $4";

    private static final String WITH_HASH = OF_SKILL
            + " AND (v.fingerprint = $2 OR v.content_hash = $2) AND (v.usable OR $3) ORDER BY v.precedence DESC LIMIT 1";

    private static final String INSERT = """
            INSERT INTO social.skill_versions (id, skill_id, version, precedence, is_stable, changelog, tags, content_hash,
                fingerprint, kind, description, file_count, bytes, findings, publisher_id, created_at, display_name)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)""";

    private static final String LATEST_BY = """
            SELECT created_at FROM social.skill_versions WHERE publisher_id = $1 AND created_at > $2
            ORDER BY created_at DESC LIMIT $3""";

    private static final String RELEASE = """
            UPDATE social.skill_versions
            SET released_by = $2, released_at = $3, rejected_by = NULL, rejected_at = NULL, reject_reason = NULL
            WHERE id = $1 AND NOT usable""";

    private static final String REJECT = """
            UPDATE social.skill_versions SET rejected_by = $2, rejected_at = $3, reject_reason = $4
            WHERE id = $1 AND NOT usable AND rejected_at IS NULL""";

    private static final String WAITING = """
            SELECT %s, k.slug, a.id AS owner_id, a.name AS owner_name, a.display_name AS owner_display_name
            FROM social.skill_versions v
            JOIN social.skills k ON k.id = v.skill_id AND NOT k.is_deleted AND k.removed_at IS NULL
            JOIN social.agents a ON a.id = k.owner_id
            WHERE NOT v.usable AND v.rejected_at IS NULL AND (v.created_at, v.id) > ($1::text::timestamptz, $2::text::uuid)
            ORDER BY v.created_at, v.id LIMIT $3""".formatted(VersionRow.COLUMNS);

    Uni<Optional<SkillVersion>> find(SqlClient client, SkillId skill, String version) {
        return client.preparedQuery(FIND)
                .execute(Tuple.of(skill.value(), version))
                .map(rows -> Rows.first(rows, VersionRow::of));
    }

    /** The one that is used, or while there is none the newest. */
    Uni<Optional<SkillVersion>> latest(SqlClient client, SkillId skill) {
        return client.preparedQuery(LATEST)
                .execute(Tuple.of(skill.value()))
                .map(rows -> Rows.first(rows, VersionRow::of));
    }

    /** The highest first; with {@code all}, those too that wait for a moderator. */
    Uni<List<SkillVersion>> page(SqlClient client, SkillId skill, String below, boolean all, int limit) {
        return client.preparedQuery(PAGE)
                .execute(Tuple.of(skill.value(), below, all, limit))
                .map(rows -> Rows.list(rows, VersionRow::of));
    }

    /** The one with these files, by either hash. */
    Uni<Optional<SkillVersion>> withHash(SqlClient client, SkillId skill, String hash, boolean all) {
        return client.preparedQuery(WITH_HASH)
                .execute(Tuple.of(skill.value(), hash, all))
                .map(rows -> Rows.first(rows, VersionRow::of));
    }

    Uni<Void> insert(SqlConnection transaction, SkillId skill, SkillVersion version, AgentId publisher) {
        Tuple values = Tuple.tuple()
                .addUUID(version.id().value())
                .addUUID(skill.value())
                .addString(version.version().value())
                .addString(version.version().precedence())
                .addBoolean(version.version().isStable())
                .addString(version.changelog())
                .addArrayOfString(version.tags().toArray(String[]::new))
                .addString(version.contentHash())
                .addString(version.fingerprint())
                .addString(version.kind())
                .addString(version.description())
                .addInteger(version.files())
                .addLong(version.bytes())
                .addValue(VersionRow.json(version.findings()))
                .addUUID(publisher.value())
                .addOffsetDateTime(version.createdAt().atOffset(ZoneOffset.UTC))
                .addString(version.displayName());
        return transaction.preparedQuery(INSERT).execute(values).replaceWithVoid();
    }

    /** When the agent published since, the latest first. */
    Uni<List<Instant>> latestBy(SqlConnection transaction, AgentId publisher, Instant since, int limit) {
        return transaction
                .preparedQuery(LATEST_BY)
                .execute(Tuple.of(publisher.value(), since.atOffset(ZoneOffset.UTC), limit))
                .map(rows -> Rows.list(
                        rows, row -> row.getOffsetDateTime("created_at").toInstant()));
    }

    /** Whether it was not usable before. */
    Uni<Boolean> release(SqlConnection transaction, SkillVersionId version, String by, Instant now) {
        return transaction
                .preparedQuery(RELEASE)
                .execute(Tuple.of(version.value(), by, now.atOffset(ZoneOffset.UTC)))
                .map(done -> done.rowCount() == 1);
    }

    /** Whether it waited before. */
    Uni<Boolean> reject(SqlConnection transaction, SkillVersionId version, String by, String reason, Instant now) {
        return transaction
                .preparedQuery(REJECT)
                .execute(Tuple.of(version.value(), by, now.atOffset(ZoneOffset.UTC), reason))
                .map(done -> done.rowCount() == 1);
    }

    /** Those that wait for a moderator after this place, the oldest first. */
    Uni<List<WaitingVersion>> waiting(SqlClient client, WaitingVersion.Place after, int limit) {
        return client.preparedQuery(WAITING)
                .execute(Tuple.of(after.createdAt().toString(), after.id().toString(), limit))
                .map(rows -> Rows.list(rows, WaitingVersion::of));
    }
}
