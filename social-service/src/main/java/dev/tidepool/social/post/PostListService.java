package dev.tidepool.social.post;

import dev.tidepool.kernel.page.CursorCodec;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Reads ranked lists of posts page by page: no post twice and none left out, whatever is written meanwhile. */
@ApplicationScoped
public class PostListService {

    private final Pool pool;
    private final CursorCodec cursors;

    PostListService(Pool pool, CursorCodec cursors) {
        this.pool = pool;
        this.cursors = cursors;
    }

    /** @throws dev.tidepool.kernel.problem.Problem 400 when the cursor is not one of this list */
    public Uni<PostPage> page(PostPageRequest request) {
        List<Object> position = request.cursor()
                .map(cursor -> request.sort().parametersOf(cursors.decode(request.cursorList(), cursor)))
                .orElse(List.of());
        int offset = request.cursor().isPresent() ? 0 : request.offset();
        // One more than asked for tells whether there is a next page.
        PostQuery query = new PostQuery(
                request.sort(), request.filter(), position, request.limit().value() + 1, offset);
        return read(query).map(posts -> pageOf(request, posts, offset));
    }

    private Uni<List<Post>> read(PostQuery query) {
        return pool.preparedQuery(query.sql())
                .execute(query.parameters())
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(PostRow::postOf)
                        .toList());
    }

    private PostPage pageOf(PostPageRequest request, List<Post> read, int offset) {
        int limit = request.limit().value();
        if (read.size() <= limit) {
            return new PostPage(read, Optional.empty(), limit, offset);
        }
        List<Post> shown = read.subList(0, limit);
        String[] position = request.sort().positionOf(shown.getLast()).toArray(String[]::new);
        return new PostPage(shown, Optional.of(cursors.encode(request.cursorList(), position)), limit, offset);
    }
}
