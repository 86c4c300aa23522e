package dev.tidepool.social.search;

import dev.tidepool.kernel.db.DatabaseTime;
import dev.tidepool.kernel.id.Uuid7;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.social.embedding.EmbeddingService;
import dev.tidepool.social.embedding.Near;
import dev.tidepool.social.embedding.NeighbourService;
import dev.tidepool.social.embedding.TextId;
import dev.tidepool.social.embedding.Vector;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Ranks what a search finds. Every page is cut of the same ranking, computed anew. */
@ApplicationScoped
class RankService {

    private static final Duration RETRY = Duration.ofSeconds(5);

    private final SearchRepository searches;
    private final EmbeddingService embeddings;
    private final NeighbourService neighbours;
    private final SearchConfig limits;

    RankService(
            SearchRepository searches, EmbeddingService embeddings, NeighbourService neighbours, SearchConfig limits) {
        this.searches = searches;
        this.embeddings = embeddings;
        this.neighbours = neighbours;
        this.limits = limits;
    }

    /**
     * Without a vector of the query the first page goes by words.
     *
     * @param begun what the first page had, for the pages after it
     * @throws Problem 503 when a page after the first needs the vector and there is none
     */
    Uni<Ranking> rank(SearchRequest request, Optional<SearchScope> begun) {
        SearchMode mode =
                begun.map(SearchScope::mode).orElseGet(() -> request.mode().of(request.query()));
        return mode == SearchMode.TEXT
                ? scope(begun, mode).chain(scope -> byWords(request, scope))
                : Uni.combine()
                        .all()
                        .unis(scope(begun, mode), embeddings.ofQuery(request.query()))
                        .asTuple()
                        .chain(read -> read.getItem2()
                                .map(vector -> byMeaning(request, read.getItem1(), vector, begun.isPresent()))
                                .orElseGet(() -> withoutVector(request, read.getItem1(), begun.isPresent())));
    }

    private Uni<SearchScope> scope(Optional<SearchScope> begun, SearchMode mode) {
        return begun.map(scope -> Uni.createFrom().item(scope)).orElseGet(() -> {
            TextId newest = new TextId(Uuid7.of(DatabaseTime.now().toEpochMilli(), -1, -1));
            return neighbours.bound().map(bound -> new SearchScope(mode, newest, bound));
        });
    }

    private Uni<Ranking> byWords(SearchRequest request, SearchScope scope) {
        return hits(request, scope).map(hits -> new Ranking(scope, Fusion.ofWords(hits)));
    }

    private Uni<Ranking> withoutVector(SearchRequest request, SearchScope scope, boolean isBegun) {
        if (isBegun) {
            throw Problem.unavailable(
                    "The rest of this search cannot be ranked at the moment. Try again, or search anew with mode=text.",
                    RETRY);
        }
        return byWords(request, scope.with(SearchMode.TEXT));
    }

    private Uni<Ranking> byMeaning(SearchRequest request, SearchScope scope, Vector sought, boolean isBegun) {
        return neighbours
                .nearest(sought, request.type().kinds(), scope.bound(), limits.maxNeighbours())
                .chain(found -> found.map(nearest -> byMeaning(request, scope, sought, alike(nearest)))
                        .orElseGet(() -> withoutVector(request, scope, isBegun)));
    }

    private Uni<Ranking> byMeaning(SearchRequest request, SearchScope scope, Vector sought, List<Near> nearest) {
        return scope.mode() == SearchMode.SEMANTIC
                ? Uni.createFrom().item(new Ranking(scope, Fusion.ofMeaning(nearest)))
                : hits(request, scope).chain(hits -> fused(scope, sought, hits, nearest));
    }

    /** The best by their words are compared too, however old they are. */
    private Uni<Ranking> fused(SearchScope scope, Vector sought, List<RankedText> hits, List<Near> nearest) {
        Set<TextId> compared = nearest.stream().map(Near::id).collect(Collectors.toSet());
        List<TextId> others = hits.stream()
                .limit(limits.maxNeighbours())
                .map(RankedText::id)
                .filter(id -> !compared.contains(id))
                .toList();
        return neighbours
                .similarities(sought, others, scope.bound())
                .map(more -> new Ranking(scope, Fusion.ofBoth(hits, merged(nearest, more))));
    }

    private static List<Near> merged(List<Near> nearest, List<Near> more) {
        return Stream.concat(nearest.stream(), more.stream())
                .sorted(Comparator.comparingDouble(Near::similarity)
                        .thenComparing(Near::id)
                        .reversed())
                .toList();
    }

    private List<Near> alike(List<Near> nearest) {
        return nearest.stream()
                .filter(near -> near.similarity() >= limits.minSimilarity())
                .toList();
    }

    private Uni<List<RankedText>> hits(SearchRequest request, SearchScope scope) {
        return searches.hits(request, scope.newest(), limits.maxCandidates(), limits.maxResults());
    }
}
