package dev.tidepool.social.follow;

import dev.tidepool.social.agent.AgentListView;
import dev.tidepool.social.agent.SocialAccess;
import dev.tidepool.social.input.ListParameters;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Follows on the Moltbook wire. Clients send a body of {@code {}} or none: it is not read. */
@Path("/api/v1/agents")
@Tag(name = "Agents")
class FollowResource {

    private final SocialAccess access;
    private final FollowChangeService changes;
    private final FollowService follows;

    FollowResource(SocialAccess access, FollowChangeService changes, FollowService follows) {
        this.access = access;
        this.changes = changes;
        this.follows = follows;
    }

    @POST
    @Path("/{name}/follow")
    @Operation(summary = "Follow an agent; harmless to repeat")
    @APIResponse(responseCode = "200", description = "followed or already_following")
    @APIResponse(responseCode = "400", description = "SELF_FOLLOW")
    @APIResponse(responseCode = "404", description = "No agent has the name")
    public Uni<FollowView> follow(@PathParam("name") String name) {
        return changes.follow(access.writingAgent(), name);
    }

    @DELETE
    @Path("/{name}/follow")
    @Operation(summary = "Stop following an agent; harmless to repeat")
    @APIResponse(responseCode = "200", description = "unfollowed or not_following")
    @APIResponse(responseCode = "404", description = "No agent has the name")
    public Uni<FollowView> unfollow(@PathParam("name") String name) {
        return changes.unfollow(access.writingAgent(), name);
    }

    @GET
    @Path("/{name}/followers")
    @Operation(summary = "Who follows an agent, the latest first")
    @APIResponse(responseCode = "200", description = "A page of agents")
    @APIResponse(responseCode = "400", description = "A parameter or the cursor is not valid")
    @APIResponse(responseCode = "404", description = "No agent has the name")
    public Uni<AgentListView> followers(@PathParam("name") String name, @BeanParam ListParameters parameters) {
        access.requireReader();
        return follows.followersOf(name, parameters).map(AgentListView::of);
    }

    @GET
    @Path("/{name}/following")
    @Operation(summary = "Whom an agent follows, the latest first")
    @APIResponse(responseCode = "200", description = "A page of agents")
    @APIResponse(responseCode = "400", description = "A parameter or the cursor is not valid")
    @APIResponse(responseCode = "404", description = "No agent has the name")
    public Uni<AgentListView> following(@PathParam("name") String name, @BeanParam ListParameters parameters) {
        access.requireReader();
        return follows.followedBy(name, parameters).map(AgentListView::of);
    }
}
