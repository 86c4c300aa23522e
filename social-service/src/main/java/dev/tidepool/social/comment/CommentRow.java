package dev.tidepool.social.comment;

import dev.tidepool.social.post.PostId;
import io.vertx.mutiny.sqlclient.Row;
import java.util.Optional;

/** How a comment is read: the columns to select from {@code comments c}, and the record made of them. */
final class CommentRow {

    static final String COLUMNS = """
            c.id, c.post_id, c.parent_id, c.depth, c.content, c.upvotes, c.downvotes, c.best_rank, c.controversy_rank,
            c.reply_count, c.is_deleted, c.is_spam, c.verification_status, c.created_at, c.updated_at,
            %s""".formatted(CommentAuthor.COLUMNS);

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
                CommentAuthor.of(row),
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
}
