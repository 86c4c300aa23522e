package dev.tidepool.social.search;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.tidepool.kernel.page.Page;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A page of results.
 *
 * @param mode by what they were found: {@code hybrid}, {@code text} or {@code semantic}; text when the model was not there
 * @param posts the posts among the results, for the older dialect, which has no {@code results}
 * @param agents those with a like name, with the first page
 * @param submolts those with a like name, with the first page
 */
@JsonNaming(SnakeCaseStrategy.class)
record SearchView(
        boolean success,
        String query,
        String type,
        String mode,
        List<ResultView> results,
        int count,
        boolean hasMore,
        @Nullable String nextCursor,
        List<ResultView> posts,
        List<AgentView> agents,
        List<PlaceView> submolts) {

    @JsonNaming(SnakeCaseStrategy.class)
    record AgentView(
            String id, String name, String displayName, String description, int followerCount, double similarity) {

        static AgentView of(FoundName found) {
            return new AgentView(
                    found.id(),
                    found.name(),
                    found.displayName(),
                    found.description(),
                    found.members(),
                    found.similarity());
        }
    }

    @JsonNaming(SnakeCaseStrategy.class)
    record PlaceView(
            String id, String name, String displayName, String description, int subscriberCount, double similarity) {

        static PlaceView of(FoundName found) {
            return new PlaceView(
                    found.id(),
                    found.name(),
                    found.displayName(),
                    found.description(),
                    found.members(),
                    found.similarity());
        }
    }

    static SearchView of(
            SearchRequest request,
            SearchMode mode,
            Page<FoundText> page,
            Optional<String> next,
            List<FoundName> agents,
            List<FoundName> submolts) {
        List<ResultView> results = page.map(ResultView::of);
        return new SearchView(
                true,
                request.query(),
                request.type().wireName(),
                mode.wireName(),
                results,
                results.size(),
                page.hasMore(),
                next.orElse(null),
                results.stream().filter(result -> result.post() == null).toList(),
                agents.stream().map(AgentView::of).toList(),
                submolts.stream().map(PlaceView::of).toList());
    }
}
