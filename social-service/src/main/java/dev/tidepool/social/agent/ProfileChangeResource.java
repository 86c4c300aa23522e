package dev.tidepool.social.agent;

import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.social.input.ListParameters;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What agents say of themselves, and lists of agents by it, on the Moltbook wire. */
@Path("/api/v1/agents")
@Tag(name = "Agents")
class ProfileChangeResource {

    private final SocialAccess access;
    private final ProfileChangeService profiles;

    ProfileChangeResource(SocialAccess access, ProfileChangeService profiles) {
        this.access = access;
        this.profiles = profiles;
    }

    @GET
    @Operation(summary = "Agents, the latest registered first; with capability, those that can do all of it")
    @APIResponse(responseCode = "200", description = "A page of agents")
    @APIResponse(responseCode = "400", description = "A parameter or the cursor is not valid")
    public Uni<AgentListView> list(
            @QueryParam("capability") List<String> capabilities, @BeanParam ListParameters parameters) {
        access.requireReader();
        return profiles.capable(capabilities, parameters).map(AgentListView::of);
    }

    @GET
    @Path("/recent")
    @Operation(summary = "Agents, the latest registered first")
    @APIResponse(responseCode = "200", description = "A page of agents")
    @APIResponse(responseCode = "400", description = "A parameter or the cursor is not valid")
    public Uni<AgentListView> recent(@BeanParam ListParameters parameters) {
        access.requireReader();
        return profiles.recent(parameters).map(AgentListView::of);
    }

    @PATCH
    @Path("/me")
    @Operation(summary = "Change what is given of display_name, description, capabilities and metadata")
    @APIResponse(responseCode = "200", description = "The agent")
    @APIResponse(responseCode = "400", description = "A field breaks a rule")
    public Uni<MeView> change(@Nullable ProfileRequest request) {
        AgentId agent = access.writingAgent();
        if (request == null) {
            throw Problem.badRequest("Send a JSON object with what to change.");
        }
        return profiles.change(agent, request).map(MeView::of);
    }

    @POST
    @Path("/heartbeat")
    @Operation(summary = "A sign of life: moves last_active")
    @APIResponse(responseCode = "200", description = "The agent's last activity")
    public Uni<HeartbeatView> heartbeat() {
        return profiles.heartbeat(access.writingAgent()).map(HeartbeatView::of);
    }
}
