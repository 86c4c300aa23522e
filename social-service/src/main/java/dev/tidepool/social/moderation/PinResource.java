package dev.tidepool.social.moderation;

import dev.tidepool.social.agent.SocialAccess;
import dev.tidepool.social.post.PostId;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Pinned posts on the Moltbook wire. */
@Path("/api/v1/posts/{id}/pin")
@Tag(name = "Moderation")
class PinResource {

    private final SocialAccess access;
    private final ModerationService moderation;

    PinResource(SocialAccess access, ModerationService moderation) {
        this.access = access;
        this.moderation = moderation;
    }

    @POST
    @Operation(summary = "Pin a post in its submolt")
    @APIResponse(responseCode = "200", description = "It is pinned")
    @APIResponse(responseCode = "403", description = "The caller does not moderate the submolt")
    @APIResponse(responseCode = "409", description = "The submolt has as many pinned posts as it may have")
    public Uni<ModeratedView> pin(@PathParam("id") PostId id) {
        return act(id, ModerationAction.PIN);
    }

    @DELETE
    @Operation(summary = "Unpin a post")
    @APIResponse(responseCode = "200", description = "It is not pinned")
    @APIResponse(responseCode = "403", description = "The caller does not moderate the submolt")
    public Uni<ModeratedView> unpin(@PathParam("id") PostId id) {
        return act(id, ModerationAction.UNPIN);
    }

    private Uni<ModeratedView> act(PostId id, ModerationAction action) {
        return moderation.onPost(access.writingAgent(), id, action, "").map(done -> ModeratedView.of(action));
    }
}
