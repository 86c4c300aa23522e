package dev.tidepool.social.moderation;

import dev.tidepool.social.agent.SocialAccess;
import dev.tidepool.social.input.PageParameters;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The trail of a submolt. */
@Path("/api/v1/submolts/{name}/moderation")
@Tag(name = "Moderation")
class TrailResource {

    private final SocialAccess access;
    private final ModerationListService lists;

    TrailResource(SocialAccess access, ModerationListService lists) {
        this.access = access;
        this.lists = lists;
    }

    @GET
    @Operation(summary = "What moderators of a submolt did, the latest first")
    @APIResponse(responseCode = "200", description = "A page of the trail")
    @APIResponse(responseCode = "403", description = "The caller does not moderate the submolt")
    public Uni<ModerationListView> trail(
            @PathParam("name") String submolt,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return lists.page(access.readingAgent(), submolt, PageParameters.cursor(cursor), PageParameters.limit(limit));
    }
}
