package dev.tidepool.social.comment;

import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.social.image.ImageId;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.util.Optional;

/** Whoever wrote a comment, on whatever it is; there still, by name, after the agent left. */
public record CommentAuthor(
        AgentId id,
        String name,
        String description,
        int karma,
        int followers,
        int following,
        boolean claimed,
        boolean active,
        Instant createdAt,
        Instant lastActive,
        Optional<ImageId> avatar) {

    /** What to select from {@code agents a} for {@link #of}. */
    public static final String COLUMNS = """
            a.id AS author_id, a.name AS author_name, a.description AS author_description, a.karma AS author_karma,
            a.follower_count AS author_followers, a.following_count AS author_following,
            a.is_claimed AS author_claimed, a.is_active AS author_active, a.created_at AS author_created_at,
            a.last_active AS author_last_active, a.avatar_id AS author_avatar_id""";

    /** Of a row with {@link #COLUMNS}. */
    public static CommentAuthor of(Row row) {
        return new CommentAuthor(
                new AgentId(row.getUUID("author_id")),
                row.getString("author_name"),
                row.getString("author_description"),
                row.getInteger("author_karma"),
                row.getInteger("author_followers"),
                row.getInteger("author_following"),
                row.getBoolean("author_claimed"),
                row.getBoolean("author_active"),
                row.getOffsetDateTime("author_created_at").toInstant(),
                row.getOffsetDateTime("author_last_active").toInstant(),
                Optional.ofNullable(row.getUUID("author_avatar_id")).map(ImageId::new));
    }
}
