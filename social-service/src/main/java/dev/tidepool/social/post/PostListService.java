package dev.tidepool.social.post;

import dev.tidepool.kernel.db.DatabaseTime;
import dev.tidepool.kernel.db.Rows;
import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.page.CursorCodec;
import dev.tidepool.kernel.page.Page;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads ranked lists of posts page by page: no post twice and none left out, whatever is written meanwhile. */
@ApplicationScoped
public class PostListService {

    private final Pool pool;
    private final CursorCodec cursors;
    private final PostListConfig limits;
    private final PostReaderService readers;

    PostListService(Pool pool, CursorCodec cursors, PostListConfig limits, PostReaderService readers) {
        this.pool = pool;
        this.cursors = cursors;
        this.limits = limits;
        this.readers = readers;
    }

    /** The page as a reader sees it, if it is an agent. @throws dev.tidepool.kernel.problem.Problem 400 when the cursor is not one of this list */
    public Uni<PostPage> page(PostPageRequest request, Optional<AgentId> reader) {
        PostQuery query = query(request);
        return pool.preparedQuery(query.sql())
                .execute(query.parameters())
                .map(rows -> Rows.list(rows, PostRow::rankedOf))
                .map(posts -> pageOf(request, query, Page.of(posts, request.limit())))
                .chain(page -> readers.seenBy(reader, page.posts()).map(page::of));
    }

    /**
     * When the last post before a page of a list in the order of time was written; empty for the first page.
     *
     * @throws dev.tidepool.kernel.problem.Problem 400 when the cursor is not one of this list
     */
    public Optional<Instant> timeOf(PostPageRequest request) {
        return query(request).position().stream()
                .filter(OffsetDateTime.class::isInstance)
                .map(time -> ((OffsetDateTime) time).toInstant())
                .findFirst();
    }

    /** @throws dev.tidepool.kernel.problem.Problem 400 when the cursor is not one of this list */
    PostQuery query(PostPageRequest request) {
        Optional<List<String>> place = request.cursor().map(cursor -> cursors.decode(request.cursorList(), cursor));
        // The first field is the time the list's first page was read at.
        Instant now = place.map(fields -> PostSpan.endOf(fields.getFirst())).orElseGet(DatabaseTime::now);
        return new PostQuery(
                request.sort(),
                request.filter(),
                request.sort().span(request.window(), limits, now),
                place.map(fields -> request.sort().parametersOf(fields.subList(1, fields.size())))
                        .orElse(List.of()),
                request.limit().plusOne(),
                place.isPresent() ? 0 : request.offset(),
                limits.risingCandidates());
    }

    private PostPage pageOf(PostPageRequest request, PostQuery query, Page<RankedPost> page) {
        String readAt = query.span().map(PostSpan::endText).orElse("0");
        Optional<String> next = page.next(last -> cursorAfter(request, readAt, last));
        return new PostPage(page.map(RankedPost::post), next, request.limit().value(), query.offset());
    }

    private String cursorAfter(PostPageRequest request, String readAt, RankedPost last) {
        List<String> fields = new ArrayList<>(List.of(readAt));
        fields.addAll(request.sort().positionOf(last));
        return cursors.encode(request.cursorList(), fields.toArray(String[]::new));
    }
}
