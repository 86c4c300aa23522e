package dev.tidepool.social.comment;

import dev.tidepool.kernel.db.Rows;
import dev.tidepool.kernel.id.AgentId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** What an agent said last, on whatever posts. */
@ApplicationScoped
public class RecentCommentService {

    private static final String LATEST = """
            SELECT %1$s
            FROM (SELECT c.* FROM social.comments c JOIN social.posts p ON p.id = c.post_id AND p.is_listed
                  WHERE c.author_id = $1 AND NOT c.is_deleted
                  ORDER BY c.created_at DESC, c.id DESC LIMIT $2) c
            %2$s
            ORDER BY c.created_at DESC, c.id DESC""".formatted(CommentRow.COLUMNS, CommentRow.JOINS);

    private final Pool pool;

    RecentCommentService(Pool pool) {
        this.pool = pool;
    }

    /** The latest first, without their replies; none that is deleted, or whose post is. */
    public Uni<List<CommentView>> of(AgentId author, int limit) {
        return pool.preparedQuery(LATEST)
                .execute(Tuple.of(author.value(), limit))
                .map(rows -> Rows.list(rows, row -> CommentView.of(CommentRow.commentOf(row))));
    }
}
