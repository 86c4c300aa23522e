package dev.tidepool.session.skill;

import dev.tidepool.kernel.db.Rows;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.skill.bundle.BundleFile;
import dev.tidepool.kernel.skill.bundle.Finding;
import dev.tidepool.kernel.skill.bundle.SkillBundle;
import dev.tidepool.kernel.skill.manifest.SkillName;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rows of skills' versions and their files. */
@ApplicationScoped
class VersionRepository {

    private static final String COLUMNS = """
            SELECT name, number, content_hash, kind, description, manifest, findings, approved_by, approved_at, source,
                created_by, created_at
            FROM session.skill_versions WHERE organization_id = $1 AND name = $2""";

    private static final String LIST = COLUMNS + " ORDER BY number DESC";
    private static final String FIND = COLUMNS + " AND number = $3";
    private static final String LATEST = LIST + " LIMIT 1";

    private static final String INSERT = """
            INSERT INTO session.skill_versions (organization_id, name, number, content_hash, kind, description, manifest,
                findings, source, created_by, created_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)""";

    private static final String INSERT_FILE = """
            INSERT INTO session.skill_files (organization_id, name, number, path, sha256, content)
            VALUES ($1, $2, $3, $4, $5, $6)""";

    private static final String FIND_FILE = """
            SELECT content FROM session.skill_files
            WHERE organization_id = $1 AND name = $2 AND number = $3 AND path = $4""";

    private static final String FILES = """
            SELECT path, octet_length(content) AS bytes, sha256 FROM session.skill_files
            WHERE organization_id = $1 AND name = $2 AND number = $3 ORDER BY path""";

    private static final String APPROVE = """
            UPDATE session.skill_versions SET approved_by = $4, approved_at = $5
            WHERE organization_id = $1 AND name = $2 AND number = $3""";

    /** All but the newest so many, and the one in use. */
    private static final String PRUNE = """
            DELETE FROM session.skill_versions AS old
            WHERE organization_id = $1 AND name = $2
              AND number NOT IN (SELECT number FROM session.skill_versions
                WHERE organization_id = $1 AND name = $2 ORDER BY number DESC LIMIT $3)
              AND number <> (SELECT coalesce(max(number), 0) FROM session.skill_versions
                WHERE organization_id = $1 AND name = $2 AND usable)""";

    Uni<List<SkillVersion>> list(SqlConnection transaction, OrganizationId organization, SkillName name) {
        return transaction
                .preparedQuery(LIST)
                .execute(Tuple.of(organization.value(), name.value()))
                .map(rows -> Rows.list(rows, VersionRepository::version));
    }

    Uni<Optional<SkillVersion>> find(
            SqlConnection transaction, OrganizationId organization, SkillName name, int number) {
        return transaction
                .preparedQuery(FIND)
                .execute(Tuple.of(organization.value(), name.value(), number))
                .map(rows -> Rows.first(rows, VersionRepository::version));
    }

    Uni<Optional<SkillVersion>> latest(SqlConnection transaction, OrganizationId organization, SkillName name) {
        return transaction
                .preparedQuery(LATEST)
                .execute(Tuple.of(organization.value(), name.value()))
                .map(rows -> Rows.first(rows, VersionRepository::version));
    }

    Uni<Void> insert(SqlConnection transaction, OrganizationId organization, SkillVersion version, SkillBundle bundle) {
        Tuple values = Tuple.tuple()
                .addUUID(organization.value())
                .addString(version.name().value())
                .addInteger(version.number())
                .addString(version.contentHash())
                .addString(version.kind())
                .addString(version.description())
                .addString(version.manifest())
                .addValue(json(version.findings()))
                .addString(version.source().orElse(null))
                .addString(version.createdBy())
                .addValue(version.createdAt().atOffset(ZoneOffset.UTC));
        List<Tuple> files = bundle.files().stream()
                .map(file -> file(organization, version, file))
                .toList();
        return transaction
                .preparedQuery(INSERT)
                .execute(values)
                .chain(() -> transaction.preparedQuery(INSERT_FILE).executeBatch(files))
                .replaceWithVoid();
    }

    Uni<Optional<byte[]>> file(
            SqlConnection transaction, OrganizationId organization, SkillName name, int number, String path) {
        return transaction
                .preparedQuery(FIND_FILE)
                .execute(Tuple.of(organization.value(), name.value(), number, path))
                .map(rows ->
                        Rows.first(rows, row -> row.get(Buffer.class, "content").getBytes()));
    }

    /** By their paths; none when there is no such version. */
    Uni<List<SkillFile>> files(SqlConnection transaction, OrganizationId organization, SkillName name, int number) {
        return transaction
                .preparedQuery(FILES)
                .execute(Tuple.of(organization.value(), name.value(), number))
                .map(rows -> Rows.list(
                        rows,
                        row -> new SkillFile(row.getString("path"), row.getInteger("bytes"), row.getString("sha256"))));
    }

    Uni<Void> storeApproval(SqlConnection transaction, OrganizationId organization, SkillVersion approved) {
        SkillVersion.Approval approval = approved.approval().orElseThrow();
        return transaction
                .preparedQuery(APPROVE)
                .execute(Tuple.of(
                        organization.value(),
                        approved.name().value(),
                        approved.number(),
                        approval.by(),
                        approval.at().atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    Uni<Void> prune(SqlConnection transaction, OrganizationId organization, SkillName name, int kept) {
        return transaction
                .preparedQuery(PRUNE)
                .execute(Tuple.of(organization.value(), name.value(), kept))
                .replaceWithVoid();
    }

    private static Tuple file(OrganizationId organization, SkillVersion version, BundleFile file) {
        return Tuple.tuple()
                .addUUID(organization.value())
                .addString(version.name().value())
                .addInteger(version.number())
                .addString(file.path())
                .addString(file.sha256())
                .addValue(Buffer.buffer(file.content()));
    }

    private static JsonArray json(List<Finding> findings) {
        JsonArray all = new JsonArray();
        findings.forEach(finding -> all.add(new JsonObject()
                .put("concern", finding.concern().wireName())
                .put("file", finding.file())
                .put("line", finding.line())
                .put("detail", finding.detail())));
        return all;
    }

    private static Finding finding(Object json) {
        JsonObject object = (JsonObject) json;
        return new Finding(
                Finding.Concern.ofWireName(object.getString("concern")),
                object.getString("file"),
                object.getInteger("line"),
                object.getString("detail"));
    }

    private static SkillVersion version(Row row) {
        @Nullable OffsetDateTime approvedAt = row.getOffsetDateTime("approved_at");
        return new SkillVersion(
                new SkillName(row.getString("name")),
                row.getInteger("number"),
                row.getString("content_hash"),
                row.getString("kind"),
                row.getString("description"),
                row.getString("manifest"),
                row.get(JsonArray.class, "findings").stream()
                        .map(VersionRepository::finding)
                        .toList(),
                approvedAt == null
                        ? Optional.empty()
                        : Optional.of(new SkillVersion.Approval(row.getString("approved_by"), approvedAt.toInstant())),
                Optional.ofNullable(row.getString("source")),
                row.getString("created_by"),
                row.getOffsetDateTime("created_at").toInstant());
    }
}
