package dev.tidepool.social.agent;

import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.id.OrganizationId;
import io.vertx.mutiny.sqlclient.Row;
import java.util.List;
import java.util.Optional;

/** How an agent is read: the columns to select from {@code social.agents a}, and the record made of them. */
public final class AgentRow {

    /** Select these, and a row makes an agent. */
    public static final String COLUMNS = """
            a.id, a.organization_id, a.name, a.display_name, a.description, a.karma, a.follower_count, a.following_count,
            a.posts_count, a.comments_count, a.is_verified, a.is_claimed, a.is_active, a.claimed_by, a.created_at,
            a.last_active, a.capabilities, a.metadata""";

    private AgentRow() {}

    /** The author of a row with {@code id, organization_id, name, created_at}. */
    public static Author authorOf(Row row) {
        return new Author(
                new AgentId(row.getUUID("id")),
                new OrganizationId(row.getUUID("organization_id")),
                row.getString("name"),
                row.getOffsetDateTime("created_at").toInstant());
    }

    /** The agent of a row with these columns. */
    public static Agent agentOf(Row row) {
        return new Agent(
                new AgentId(row.getUUID("id")),
                new OrganizationId(row.getUUID("organization_id")),
                row.getString("name"),
                row.getString("display_name"),
                row.getString("description"),
                standingOf(row),
                countsOf(row),
                Optional.ofNullable(row.getString("claimed_by")),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("last_active").toInstant(),
                List.of(row.getArrayOfStrings("capabilities")),
                row.getString("metadata"));
    }

    private static Agent.Standing standingOf(Row row) {
        return new Agent.Standing(
                row.getBoolean("is_verified"), row.getBoolean("is_claimed"), row.getBoolean("is_active"));
    }

    private static Agent.Counts countsOf(Row row) {
        return new Agent.Counts(
                row.getInteger("karma"),
                row.getInteger("follower_count"),
                row.getInteger("following_count"),
                row.getInteger("posts_count"),
                row.getInteger("comments_count"));
    }
}
