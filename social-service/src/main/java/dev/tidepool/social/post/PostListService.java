package dev.tidepool.social.post;

import dev.tidepool.kernel.db.DatabaseTime;
import dev.tidepool.kernel.db.Rows;
import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.page.CursorCodec;
import dev.tidepool.kernel.page.Page;
import io.micrometer.core.instrument.MeterRegistry;
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

    /** So many more than a page are kept, as some may be gone by the time they are read. */
    private static final int SPARE = 10;

    private final Pool pool;
    private final CursorCodec cursors;
    private final PostListConfig limits;
    private final BestPosts best;
    private final MeterRegistry metrics;

    PostListService(Pool pool, CursorCodec cursors, PostListConfig limits, BestPosts best, MeterRegistry metrics) {
        this.pool = pool;
        this.cursors = cursors;
        this.limits = limits;
        this.best = best;
        this.metrics = metrics;
    }

    /** The page as a reader sees it, if it is an agent. @throws dev.tidepool.kernel.problem.Problem 400 when the cursor is not one of this list */
    public Uni<PostPage> page(PostPageRequest request, Optional<AgentId> reader) {
        return request.beginsRankedList() ? bestPage(request, reader) : read(request, reader);
    }

    /**
     * The first page of a list whose order is computed. What is best of a long one is known for a moment; which posts these are
     * now, their scores and their order, is read each time. A short list costs little: there nothing is known beforehand.
     */
    private Uni<PostPage> bestPage(PostPageRequest request, Optional<AgentId> reader) {
        int wanted = request.limit().plusOne() + SPARE;
        return best.of(request.cursorList() + ":" + wanted, () -> bestOf(request, wanted))
                .chain(posts -> {
                    if (posts.size() < wanted) {
                        return counted("short", read(request, reader));
                    }
                    PostPageRequest known = request.filteredBy(new PostFilter.AmongBest(request.filter(), posts));
                    return read(known, reader)
                            .chain(page -> page.next().isPresent()
                                    ? counted("known", Uni.createFrom().item(page))
                                    : counted("gone", read(request, reader)));
                });
    }

    private Uni<PostPage> counted(String outcome, Uni<PostPage> page) {
        metrics.counter("tidepool.social.list.best", "outcome", outcome).increment();
        return page;
    }

    private Uni<List<PostId>> bestOf(PostPageRequest request, int wanted) {
        PostQuery query = query(request, Optional.empty()).withLimit(wanted);
        return pool.preparedQuery(query.sql())
                .execute(query.parameters())
                .map(rows -> Rows.list(rows, row -> new PostId(row.getUUID("id"))).stream()
                        .limit(wanted)
                        .toList())
                .invoke(() -> metrics.counter("tidepool.social.list.searches").increment());
    }

    private Uni<PostPage> read(PostPageRequest request, Optional<AgentId> reader) {
        PostQuery query = query(request, reader);
        return pool.preparedQuery(query.sql())
                .execute(query.parameters())
                .map(rows -> Rows.list(rows, PostRow::rankedOf))
                .map(posts -> pageOf(request, query, Page.of(posts, request.limit())));
    }

    /**
     * When the last post before a page of a list in the order of time was written; empty for the first page.
     *
     * @throws dev.tidepool.kernel.problem.Problem 400 when the cursor is not one of this list
     */
    public Optional<Instant> timeOf(PostPageRequest request) {
        return query(request, Optional.empty()).position().stream()
                .filter(OffsetDateTime.class::isInstance)
                .map(time -> ((OffsetDateTime) time).toInstant())
                .findFirst();
    }

    /** @throws dev.tidepool.kernel.problem.Problem 400 when the cursor is not one of this list */
    PostQuery query(PostPageRequest request, Optional<AgentId> reader) {
        Optional<List<String>> place = request.cursor().map(cursor -> cursors.decode(request.cursorList(), cursor));
        // The first field is the time the list's first page was read at.
        Instant now = place.map(fields -> PostSpan.endOf(fields.getFirst())).orElseGet(DatabaseTime::now);
        return new PostQuery(
                reader,
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
