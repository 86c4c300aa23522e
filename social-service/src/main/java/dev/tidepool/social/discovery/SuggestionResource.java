package dev.tidepool.social.discovery;

import dev.tidepool.social.agent.SocialAccess;
import dev.tidepool.social.input.PageParameters;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Suggestions on the Moltbook wire. */
@Path("/api/v1/agents/suggestions")
@Tag(name = "Agents")
class SuggestionResource {

    private final SocialAccess access;
    private final SuggestionService suggestions;

    SuggestionResource(SocialAccess access, SuggestionService suggestions) {
        this.access = access;
        this.suggestions = suggestions;
    }

    @GET
    @Operation(summary = "Whom the calling agent may want to follow: friends of friends, neighbours in submolts")
    @APIResponse(responseCode = "200", description = "The best first; none whom it follows already")
    @APIResponse(responseCode = "403", description = "The caller is no agent")
    public Uni<SuggestionListView> suggest(@QueryParam("limit") @Nullable String limit) {
        return suggestions
                .suggest(access.readingAgent(), PageParameters.limit(limit))
                .map(SuggestionListView::of);
    }
}
