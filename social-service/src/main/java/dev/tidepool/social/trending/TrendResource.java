package dev.tidepool.social.trending;

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

/** Trends. */
@Path("/api/v1/trending")
@Tag(name = "Trending")
class TrendResource {

    private final SocialAccess access;
    private final TrendService trends;

    TrendResource(SocialAccess access, TrendService trends) {
        this.access = access;
        this.trends = trends;
    }

    @GET
    @Operation(summary = "What moves at the moment: posts, submolts and tags, the most first")
    @APIResponse(responseCode = "200", description = "The most of each")
    @APIResponse(responseCode = "400", description = "A parameter is not valid")
    public Uni<TrendView> trending(
            @QueryParam("window") @Nullable String window, @QueryParam("limit") @Nullable String limit) {
        access.requireReader();
        return trends.top(TrendWindow.of(window), PageParameters.limit(limit));
    }
}
