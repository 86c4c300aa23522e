package dev.tidepool.social.comment;

import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.social.image.ImageId;
import dev.tidepool.social.post.PostId;
import io.vertx.mutiny.sqlclient.Row;
import java.util.Optional;

/** How a comment is read: the columns to select from {@code comments c}, and the record made of them. */
final class CommentRow {

    static final String COLUMNS = """
            c.id, c.post_id, c.parent_id, c.depth, c.content, c.upvotes, c.downvotes, c.best_rank, c.controversy_rank,
            c.reply_count, c.is_deleted, c.is_spam, c.verification_status, c.created_at, c.updated_at,
            a.id AS author_id, a.name AS author_name, a.description AS author_description, a.karma AS author_karma,
            a.follower_count AS author_followers, a.following_count AS author_following,
            a.is_claimed AS author_claimed, a.is_active AS author_active, a.created_at AS author_created_at,
            a.last_active AS author_last_active, a.avatar_id AS author_avatar_id""";

    static final String JOINS = "JOIN social.agents a ON a.id = c.author_id";

    /** As the partial indexes have it. */
    static final String VISIBLE = "(NOT is_deleted OR reply_count > 0)";

    private CommentRow() {}

    static Comment commentOf(Row row) {
        return new Comment(
                new CommentId(row.getUUID("id")),
                new PostId(row.getUUID("post_id")),
                Optional.ofNullable(row.getUUID("parent_id")).map(CommentId::new),
                row.getShort("depth"),
                row.getString("content"),
                authorOf(row),
                new Comment.Votes(
                        row.getInteger("upvotes"),
                        row.getInteger("downvotes"),
                        new CommentRank(row.getDouble("best_rank"), row.getDouble("controversy_rank"))),
                row.getInteger("reply_count"),
                new Comment.Flags(isDeleted(row), row.getBoolean("is_spam"), row.getString("verification_status")),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("updated_at").toInstant());
    }

    /** What is held back is not shown either, but nobody deleted it. */
    private static boolean isDeleted(Row row) {
        return row.getBoolean("is_deleted")
                && !row.getString("verification_status").equals("pending");
    }

    private static Comment.CommentAuthor authorOf(Row row) {
        return new Comment.CommentAuthor(
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
