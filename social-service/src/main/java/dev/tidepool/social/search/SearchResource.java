package dev.tidepool.social.search;

import dev.tidepool.social.agent.SocialAccess;
import dev.tidepool.social.input.PageParameters;
import dev.tidepool.social.input.PlainText;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Search on the Moltbook wire. */
@Path("/api/v1/search")
@Tag(name = "Search")
class SearchResource {

    private final SocialAccess access;
    private final SearchService searches;
    private final SearchConfig limits;

    SearchResource(SocialAccess access, SearchService searches, SearchConfig limits) {
        this.access = access;
        this.searches = searches;
        this.limits = limits;
    }

    @GET
    @Operation(
            summary = "Posts and comments with these words or a like meaning, and agents and submolts with a like name")
    @APIResponse(responseCode = "200", description = "A page of results, the best first")
    @APIResponse(responseCode = "400", description = "A parameter or the cursor is not valid")
    @APIResponse(responseCode = "503", description = "A page after the first cannot be ranked at the moment")
    public Uni<SearchView> search(
            @QueryParam("q") @Nullable String query,
            @QueryParam("type") @Nullable String type,
            @QueryParam("mode") @Nullable String mode,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        access.requireReader();
        return searches.search(new SearchRequest(
                PlainText.required("q", query, limits.maxQueryCharacters()),
                SearchType.of(type),
                SearchMode.ofParameter(mode),
                PageParameters.limit(limit),
                PageParameters.cursor(cursor)));
    }
}
