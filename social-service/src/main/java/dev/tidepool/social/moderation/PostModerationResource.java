package dev.tidepool.social.moderation;

import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.social.agent.SocialAccess;
import dev.tidepool.social.post.PostId;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What moderators do with posts. */
@Path("/api/v1/posts/{id}/moderate")
@Tag(name = "Moderation")
class PostModerationResource {

    private final SocialAccess access;
    private final ModerationService moderation;
    private final ModerationConfig limits;

    PostModerationResource(SocialAccess access, ModerationService moderation, ModerationConfig limits) {
        this.access = access;
        this.moderation = moderation;
        this.limits = limits;
    }

    @POST
    @Operation(summary = "Remove a post, mark it as spam, lock or unlock it")
    @APIResponse(responseCode = "200", description = "It was done, and is in the submolt's trail")
    @APIResponse(responseCode = "403", description = "The caller does not moderate the submolt")
    @APIResponse(responseCode = "404", description = "There is no such post")
    public Uni<ModeratedView> post(@PathParam("id") PostId id, @Nullable ModerationRequest request) {
        AgentId agent = access.writingAgent();
        ModerationRequest given = ModerationRequest.given(request);
        ModerationAction action = ModerationAction.of(given.action(), ModerationAction.ON_POSTS);
        return moderation
                .onPost(agent, id, action, limits.reason(given.reason()))
                .map(done -> ModeratedView.of(action));
    }
}
