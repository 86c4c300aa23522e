package dev.tidepool.social.search;

import dev.tidepool.kernel.page.CursorCodec;
import dev.tidepool.kernel.page.Page;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Searches texts and, with the first page, names. */
@ApplicationScoped
class SearchService {

    private static final String SEARCHES = "tidepool.social.searches";

    private final SearchRepository searches;
    private final CursorCodec cursors;
    private final SearchConfig limits;
    private final MeterRegistry metrics;

    SearchService(SearchRepository searches, CursorCodec cursors, SearchConfig limits, MeterRegistry metrics) {
        this.searches = searches;
        this.cursors = cursors;
        this.limits = limits;
        this.metrics = metrics;
    }

    /** @throws dev.tidepool.kernel.problem.Problem 400 when the cursor is not one of this search */
    Uni<SearchView> search(SearchRequest request) {
        SearchPlace after = request.cursor()
                .map(cursor -> SearchPlace.ofFields(cursors.decode(request.cursorList(), cursor)))
                .orElse(SearchPlace.START);
        return Uni.combine()
                .all()
                .unis(
                        searches.texts(request, after, limits.maxCandidates())
                                .map(read -> Page.of(read, request.limit())),
                        names(request, true),
                        names(request, false))
                .asTuple()
                .map(read -> viewOf(request, read.getItem1(), read.getItem2(), read.getItem3()))
                .invoke(() -> metrics.counter(SEARCHES, "type", request.type().wireName())
                        .increment());
    }

    /** A later page brings no names again, and a search for one kind of text none at all. */
    private Uni<List<FoundName>> names(SearchRequest request, boolean ofAgents) {
        if (request.cursor().isPresent() || request.type() != SearchType.ALL) {
            return Uni.createFrom().item(List.of());
        }
        return ofAgents
                ? searches.agents(request.query(), limits.maxNames())
                : searches.submolts(request.query(), limits.maxNames());
    }

    private SearchView viewOf(
            SearchRequest request, Page<FoundText> page, List<FoundName> agents, List<FoundName> submolts) {
        return SearchView.of(
                request,
                page,
                page.next(
                        last -> cursors.encode(request.cursorList(), new SearchPlace(last.rank(), last.id()).fields())),
                agents,
                submolts);
    }
}
