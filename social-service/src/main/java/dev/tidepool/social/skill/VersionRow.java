package dev.tidepool.social.skill;

import dev.tidepool.kernel.skill.bundle.Finding;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a version is read: the columns to select from {@code skill_versions v}, and the record made of them. */
final class VersionRow {

    static final String COLUMNS = """
            v.id, v.version, v.changelog, v.tags, v.content_hash, v.fingerprint, v.kind, v.description, v.file_count, v.bytes,
            v.findings, v.released_by, v.released_at, v.rejected_at, v.reject_reason, v.created_at, v.display_name""";

    private VersionRow() {}

    static SkillVersion of(Row row) {
        @Nullable OffsetDateTime releasedAt = row.getOffsetDateTime("released_at");
        @Nullable OffsetDateTime rejectedAt = row.getOffsetDateTime("rejected_at");
        return new SkillVersion(
                new SkillVersionId(row.getUUID("id")),
                SemVer.of("version", row.getString("version")),
                row.getString("display_name"),
                row.getString("changelog"),
                List.of(row.getArrayOfStrings("tags")),
                row.getString("content_hash"),
                row.getString("fingerprint"),
                row.getString("kind"),
                row.getString("description"),
                row.getInteger("file_count"),
                row.getLong("bytes"),
                row.get(JsonArray.class, "findings").stream()
                        .map(VersionRow::finding)
                        .toList(),
                releasedAt == null
                        ? Optional.empty()
                        : Optional.of(new SkillVersion.Release(row.getString("released_by"), releasedAt.toInstant())),
                rejectedAt == null
                        ? Optional.empty()
                        : Optional.of(
                                new SkillVersion.Rejection(row.getString("reject_reason"), rejectedAt.toInstant())),
                row.getOffsetDateTime("created_at").toInstant());
    }

    static JsonArray json(List<Finding> findings) {
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
}
