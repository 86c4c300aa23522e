package dev.tidepool.social.post;

import dev.tidepool.kernel.db.Rows;
import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.page.CursorCodec;
import dev.tidepool.kernel.page.Page;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Reads ranked lists of posts page by page: no post twice and none left out, whatever is written meanwhile. */
@ApplicationScoped
public class PostListService {

    private final Pool pool;
    private final CursorCodec cursors;
    private final PostReaderService readers;

    PostListService(Pool pool, CursorCodec cursors, PostReaderService readers) {
        this.pool = pool;
        this.cursors = cursors;
        this.readers = readers;
    }

    /** The page as a reader sees it, if it is an agent. @throws dev.tidepool.kernel.problem.Problem 400 when the cursor is not one of this list */
    public Uni<PostPage> page(PostPageRequest request, Optional<AgentId> reader) {
        List<Object> position = request.cursor()
                .map(cursor -> request.sort().parametersOf(cursors.decode(request.cursorList(), cursor)))
                .orElse(List.of());
        int offset = request.cursor().isPresent() ? 0 : request.offset();
        PostQuery query = new PostQuery(
                request.sort(), request.filter(), position, request.limit().plusOne(), offset);
        return read(query)
                .chain(posts -> readers.seenBy(reader, posts))
                .map(posts -> pageOf(request, Page.of(posts, request.limit()), offset));
    }

    private Uni<List<Post>> read(PostQuery query) {
        return pool.preparedQuery(query.sql())
                .execute(query.parameters())
                .map(rows -> Rows.list(rows, PostRow::postOf));
    }

    private PostPage pageOf(PostPageRequest request, Page<Post> page, int offset) {
        Optional<String> next = page.next(last -> cursorAfter(request, last));
        return new PostPage(page.items(), next, request.limit().value(), offset);
    }

    private String cursorAfter(PostPageRequest request, Post last) {
        String[] position = request.sort().positionOf(last).toArray(String[]::new);
        return cursors.encode(request.cursorList(), position);
    }
}
