package dev.tidepool.social.search;

import dev.tidepool.kernel.page.CursorCodec;
import dev.tidepool.kernel.page.Page;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Searches texts and, with the first page, names. */
@ApplicationScoped
class SearchService {

    private static final String SEARCHES = "tidepool.social.searches";

    private final RankService ranks;
    private final SearchRepository searches;
    private final CursorCodec cursors;
    private final SearchConfig limits;
    private final MeterRegistry metrics;

    SearchService(
            RankService ranks,
            SearchRepository searches,
            CursorCodec cursors,
            SearchConfig limits,
            MeterRegistry metrics) {
        this.ranks = ranks;
        this.searches = searches;
        this.cursors = cursors;
        this.limits = limits;
        this.metrics = metrics;
    }

    /** @throws dev.tidepool.kernel.problem.Problem 400 when the cursor is not one of this search */
    Uni<SearchView> search(SearchRequest request) {
        Optional<SearchPlace> after =
                request.cursor().map(cursor -> SearchPlace.ofFields(cursors.decode(request.cursorList(), cursor)));
        return Uni.combine()
                .all()
                .unis(found(request, after), names(request, true), names(request, false))
                .asTuple()
                .map(read -> viewOf(request, read.getItem1(), read.getItem2(), read.getItem3()))
                .invoke(view -> metrics.counter(SEARCHES, "type", request.type().wireName(), "mode", view.mode())
                        .increment());
    }

    /** A page, and what it has in common with the others. */
    private record Found(SearchScope scope, Page<FoundText> page) {}

    private Uni<Found> found(SearchRequest request, Optional<SearchPlace> after) {
        return ranks.rank(request, after.map(SearchPlace::scope))
                .chain(ranking -> searches.shown(
                                request.query(),
                                ranking.after(after),
                                request.limit().plusOne())
                        .map(shown -> new Found(ranking.scope(), Page.of(shown, request.limit()))));
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

    private SearchView viewOf(SearchRequest request, Found found, List<FoundName> agents, List<FoundName> submolts) {
        return SearchView.of(
                request,
                found.scope().mode(),
                found.page(),
                found.page()
                        .next(last -> cursors.encode(
                                request.cursorList(),
                                new SearchPlace(
                                                found.scope(),
                                                last.rank().relevance(),
                                                last.rank().id())
                                        .fields())),
                agents,
                submolts);
    }
}
