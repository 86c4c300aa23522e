package dev.tidepool.social.skill;

import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.skill.manifest.SkillName;
import io.vertx.mutiny.sqlclient.Row;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a skill is read: the columns to select from {@code skills k}, and the record made of them. */
final class SkillRow {

    static final String COLUMNS = """
            k.id, k.slug, k.owner_id, a.name AS owner_name, a.display_name AS owner_display_name,
            a.organization_id AS owner_organization, k.display_name, k.summary, k.tags, k.version_count, k.downloads,
            k.stars, k.comment_count, k.rating_count, k.rating, k.is_deleted, k.removed_at IS NOT NULL AS is_removed,
            k.created_at, k.updated_at,
            v.version AS latest_version, v.content_hash AS latest_hash, v.changelog AS latest_changelog,
            jsonb_array_length(v.findings) AS latest_findings, v.created_at AS latest_created_at""";

    static final String JOINS = """
            JOIN social.agents a ON a.id = k.owner_id
            LEFT JOIN social.skill_versions v ON v.id = k.latest_id""";

    private SkillRow() {}

    static Skill of(Row row) {
        return new Skill(
                new SkillId(row.getUUID("id")),
                new SkillName(row.getString("slug")),
                new Skill.Owner(
                        new AgentId(row.getUUID("owner_id")),
                        new OrganizationId(row.getUUID("owner_organization")),
                        row.getString("owner_name"),
                        row.getString("owner_display_name")),
                row.getString("display_name"),
                row.getString("summary"),
                List.of(row.getArrayOfStrings("tags")),
                latest(row),
                new Skill.Counts(
                        row.getInteger("version_count"),
                        row.getLong("downloads"),
                        row.getInteger("stars"),
                        row.getInteger("comment_count"),
                        row.getInteger("rating_count"),
                        row.getDouble("rating")),
                row.getBoolean("is_deleted"),
                row.getBoolean("is_removed"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("updated_at").toInstant());
    }

    private static Optional<Skill.Latest> latest(Row row) {
        @Nullable String version = row.getString("latest_version");
        return version == null
                ? Optional.empty()
                : Optional.of(new Skill.Latest(
                        version,
                        row.getString("latest_hash"),
                        row.getString("latest_changelog"),
                        row.getInteger("latest_findings"),
                        row.getOffsetDateTime("latest_created_at").toInstant()));
    }
}
