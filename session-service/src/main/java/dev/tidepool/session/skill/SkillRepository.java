package dev.tidepool.session.skill;

import dev.tidepool.kernel.db.Rows;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.skill.manifest.SkillName;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Rows of skills, without their versions' files. */
@ApplicationScoped
class SkillRepository {

    /** One organisation's uploads at a time: their number is counted before one is added. */
    private static final String HOLD = "SELECT pg_advisory_xact_lock(hashtextextended('session.skills:' || $1, 0))";

    private static final String COUNT = "SELECT count(*) AS skills FROM session.skills WHERE organization_id = $1";

    /** Told without reading the contents. */
    private static final String BYTES = """
            SELECT coalesce(sum(octet_length(content)), 0)::bigint AS bytes
            FROM session.skill_files WHERE organization_id = $1""";

    private static final String NEXT_NUMBER = """
            WITH skill AS (
                INSERT INTO session.skills (organization_id, name, created_by, created_at)
                VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING
            )
            INSERT INTO session.skill_numbers AS known (organization_id, name, last)
            VALUES ($1, $2, 1)
            ON CONFLICT (organization_id, name) DO UPDATE SET last = known.last + 1
            RETURNING last""";

    /** Told as the version in use tells it, or the newest one while none is. */
    private static final String SUMMARY = """
            SELECT skills.name, shown.description, shown.kind,
                CASE WHEN shown.usable THEN shown.number END AS version,
                (SELECT max(number) FROM session.skill_versions AS every
                 WHERE every.organization_id = skills.organization_id AND every.name = skills.name) AS latest,
                NOT EXISTS (SELECT FROM session.disabled_skills AS off
                 WHERE off.organization_id = skills.organization_id AND off.name = skills.name) AS enabled
            FROM session.skills
            JOIN LATERAL (SELECT number, description, kind, usable FROM session.skill_versions
                WHERE organization_id = skills.organization_id AND name = skills.name
                ORDER BY usable DESC, number DESC LIMIT 1) AS shown ON true
            WHERE skills.organization_id = $1""";

    private static final String LIST = SUMMARY + " ORDER BY skills.name";

    private static final String FIND = SUMMARY + " AND skills.name = $2";

    private static final String DELETE = "DELETE FROM session.skills WHERE organization_id = $1 AND name = $2";

    private static final String DISABLED = "SELECT name FROM session.disabled_skills WHERE organization_id = $1";

    private static final String DISABLE = """
            INSERT INTO session.disabled_skills (organization_id, name, disabled_by, disabled_at)
            VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING""";

    private static final String ENABLE = "DELETE FROM session.disabled_skills WHERE organization_id = $1 AND name = $2";

    /** How many skills the organisation has; nobody adds one until the transaction ends. */
    Uni<Long> holdAndCount(SqlConnection transaction, OrganizationId organization) {
        return transaction
                .preparedQuery(HOLD)
                .execute(Tuple.of(organization.toString()))
                .chain(() -> transaction.preparedQuery(COUNT).execute(Tuple.of(organization.value())))
                .map(rows -> rows.iterator().next().getLong("skills"));
    }

    /** Of all files that are kept. */
    Uni<Long> bytes(SqlConnection transaction, OrganizationId organization) {
        return transaction
                .preparedQuery(BYTES)
                .execute(Tuple.of(organization.value()))
                .map(rows -> rows.iterator().next().getLong("bytes"));
    }

    /** The number of the version to be added; makes the skill if there is none. */
    Uni<Integer> nextNumber(
            SqlConnection transaction, OrganizationId organization, SkillName name, String by, Instant now) {
        return transaction
                .preparedQuery(NEXT_NUMBER)
                .execute(Tuple.of(organization.value(), name.value(), by, now.atOffset(ZoneOffset.UTC)))
                .map(rows -> rows.iterator().next().getInteger("last"));
    }

    Uni<List<SkillSummary>> list(SqlConnection transaction, OrganizationId organization) {
        return transaction
                .preparedQuery(LIST)
                .execute(Tuple.of(organization.value()))
                .map(rows -> Rows.list(rows, SkillRepository::summary));
    }

    Uni<Optional<SkillSummary>> find(SqlConnection transaction, OrganizationId organization, SkillName name) {
        return transaction
                .preparedQuery(FIND)
                .execute(Tuple.of(organization.value(), name.value()))
                .map(rows -> Rows.first(rows, SkillRepository::summary));
    }

    /** Whether there was one. Its versions go with it. */
    Uni<Boolean> delete(SqlConnection transaction, OrganizationId organization, SkillName name) {
        return transaction
                .preparedQuery(DELETE)
                .execute(Tuple.of(organization.value(), name.value()))
                .map(deleted -> deleted.rowCount() == 1);
    }

    /** Names that are switched off. */
    Uni<Set<String>> disabled(SqlConnection transaction, OrganizationId organization) {
        return transaction
                .preparedQuery(DISABLED)
                .execute(Tuple.of(organization.value()))
                .map(rows ->
                        Rows.list(rows, row -> row.getString("name")).stream().collect(Collectors.toSet()));
    }

    Uni<Void> disable(SqlConnection transaction, OrganizationId organization, SkillName name, String by, Instant now) {
        return transaction
                .preparedQuery(DISABLE)
                .execute(Tuple.of(organization.value(), name.value(), by, now.atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    Uni<Void> enable(SqlConnection transaction, OrganizationId organization, SkillName name) {
        return transaction
                .preparedQuery(ENABLE)
                .execute(Tuple.of(organization.value(), name.value()))
                .replaceWithVoid();
    }

    private static SkillSummary summary(Row row) {
        return new SkillSummary(
                new SkillName(row.getString("name")),
                row.getString("description"),
                row.getString("kind"),
                false,
                row.getBoolean("enabled"),
                Optional.ofNullable(row.getInteger("version")),
                Optional.of(row.getInteger("latest")));
    }
}
