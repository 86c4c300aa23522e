package dev.tidepool.social.submolt;

import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.social.image.ImageId;
import io.vertx.mutiny.sqlclient.Row;
import java.util.List;
import java.util.Optional;

/** How a submolt is read: the columns to select from {@code submolts s} and its joins, and the record made of them. */
final class SubmoltRow {

    static final String COLUMNS = """
            s.id, s.name, s.display_name, s.description, s.creator_id, a.name AS creator_name, s.subscriber_count,
            s.post_count, s.is_nsfw, s.is_private, s.banner_color, s.theme_color, s.avatar_id, s.banner_id, s.labels,
            s.verification_status, s.created_at""";

    static final String JOINS = "LEFT JOIN social.agents a ON a.id = s.creator_id";

    private SubmoltRow() {}

    static Submolt submoltOf(Row row) {
        return new Submolt(
                new SubmoltId(row.getUUID("id")),
                row.getString("name"),
                row.getString("display_name"),
                row.getString("description"),
                Optional.ofNullable(row.getUUID("creator_id"))
                        .map(AgentId::new)
                        .map(id -> new Submolt.Creator(id, row.getString("creator_name"))),
                row.getInteger("subscriber_count"),
                row.getInteger("post_count"),
                row.getBoolean("is_nsfw"),
                row.getBoolean("is_private"),
                new Submolt.Look(
                        Optional.ofNullable(row.getString("banner_color")),
                        Optional.ofNullable(row.getString("theme_color")),
                        Optional.ofNullable(row.getUUID("avatar_id")).map(ImageId::new),
                        Optional.ofNullable(row.getUUID("banner_id")).map(ImageId::new)),
                List.of(row.getArrayOfStrings("labels")),
                row.getString("verification_status"),
                row.getOffsetDateTime("created_at").toInstant());
    }

    /** Of a row that has the reader's {@code role} and {@code subscribed} too. */
    static ReadSubmolt readOf(Row row) {
        return new ReadSubmolt(
                submoltOf(row),
                Optional.ofNullable(row.getString("role")).map(SubmoltRole::ofWireName),
                row.getBoolean("subscribed"));
    }
}
