package dev.tidepool.social.comment;

import dev.tidepool.kernel.db.Rows;
import dev.tidepool.kernel.page.CursorCodec;
import dev.tidepool.kernel.page.Page;
import dev.tidepool.social.post.PostReadService;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Reads the comments of a post page by page: no root twice and none left out, whatever is written meanwhile. Below the roots
 * of a page come its replies, level by level until the page is full, so that no reply lacks the comment it answers.
 */
@ApplicationScoped
class CommentListService {

    /** Level by level from each root, and of those the uppermost: both cuts read an index in its order. */
    static final String REPLIES = """
            SELECT %1$s
            FROM (SELECT reply.* FROM unnest($1::uuid[]) AS root (id)
                  CROSS JOIN LATERAL (
                      SELECT * FROM social.comments
                      WHERE root_id = root.id AND depth > 0 AND %2$s
                      ORDER BY depth, created_at, id LIMIT $2) reply
                  ORDER BY reply.depth, reply.created_at, reply.id LIMIT $2) c
            %3$s
            ORDER BY c.depth, c.created_at, c.id""".formatted(CommentRow.COLUMNS, CommentRow.VISIBLE, CommentRow.JOINS);

    private final Pool pool;
    private final CursorCodec cursors;
    private final PostReadService posts;
    private final CommentConfig limits;

    CommentListService(Pool pool, CursorCodec cursors, PostReadService posts, CommentConfig limits) {
        this.pool = pool;
        this.cursors = cursors;
        this.posts = posts;
        this.limits = limits;
    }

    /** Fails with 404 for the post, or 400 when the cursor is not one of this list. */
    Uni<CommentPage> page(CommentPageRequest request) {
        List<Object> position = request.cursor()
                .map(cursor -> request.sort().parametersOf(cursors.decode(request.cursorList(), cursor)))
                .orElse(List.of());
        CommentQuery query = new CommentQuery(
                request.sort(), request.place(), position, request.limit().plusOne());
        return posts.require(request.place().post())
                .chain(() -> read(query))
                .map(comments -> Page.of(comments, request.limit()))
                .chain(page -> withReplies(request, page));
    }

    private Uni<List<Comment>> read(CommentQuery query) {
        return pool.preparedQuery(query.sql())
                .execute(query.parameters())
                .map(rows -> Rows.list(rows, CommentRow::commentOf));
    }

    private Uni<CommentPage> withReplies(CommentPageRequest request, Page<Comment> page) {
        Optional<String> next = page.next(last -> cursorAfter(request, last));
        return repliesOf(request.place(), page.items())
                .map(replies -> new CommentPage(page.items(), replies, request.sort(), next));
    }

    /** Below one comment a page is flat: each reply says how many it has itself. */
    private Uni<List<Comment>> repliesOf(CommentPlace place, List<Comment> roots) {
        boolean hasReplies = roots.stream().anyMatch(root -> root.replies() > 0);
        if (!hasReplies || place instanceof CommentPlace.Below) {
            return Uni.createFrom().item(List.of());
        }
        UUID[] ids = roots.stream()
                .filter(root -> root.replies() > 0)
                .map(root -> root.id().value())
                .toArray(UUID[]::new);
        return pool.preparedQuery(REPLIES)
                .execute(Tuple.of(ids, limits.maxRepliesPerPage()))
                .map(rows -> Rows.list(rows, CommentRow::commentOf));
    }

    private String cursorAfter(CommentPageRequest request, Comment last) {
        return cursors.encode(
                request.cursorList(), request.sort().positionOf(last).toArray(String[]::new));
    }
}
