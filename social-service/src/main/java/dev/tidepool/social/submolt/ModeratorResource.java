package dev.tidepool.social.submolt;

import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.social.agent.SocialAccess;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Moderators of a submolt on the Moltbook wire. */
@Path("/api/v1/submolts/{name}/moderators")
@Tag(name = "Submolts")
class ModeratorResource {

    private final SocialAccess access;
    private final ModeratorService moderators;

    ModeratorResource(SocialAccess access, ModeratorService moderators) {
        this.access = access;
        this.moderators = moderators;
    }

    @GET
    @Operation(summary = "The owner and the moderators of a submolt")
    @APIResponse(responseCode = "200", description = "All of them, the owner first")
    @APIResponse(responseCode = "404", description = "There is no such submolt")
    public Uni<ModeratorListView> list(@PathParam("name") String name) {
        access.requireReader();
        return moderators.list(name);
    }

    @POST
    @Operation(summary = "Make an agent a moderator; for the owner; harmless to repeat")
    @APIResponse(responseCode = "200", description = "added or already_moderator")
    @APIResponse(responseCode = "403", description = "SUBMOLT_OWNER_REQUIRED")
    @APIResponse(responseCode = "404", description = "There is no such submolt, or no such agent")
    @APIResponse(responseCode = "409", description = "MODERATOR_LIMIT_REACHED")
    public Uni<ModeratorChangeView> add(@PathParam("name") String name, @Nullable ModeratorRequest request) {
        AgentId by = access.writingAgent();
        String agent = ModeratorRequest.agentOf(request);
        if (request != null) {
            request.requireModeratorRole();
        }
        return moderators.add(by, name, agent);
    }

    @DELETE
    @Operation(summary = "Take the role from the moderator that the body names; for the owner and the moderator itself")
    @APIResponse(responseCode = "200", description = "removed or not_moderator")
    @APIResponse(responseCode = "403", description = "SUBMOLT_OWNER_REQUIRED")
    @APIResponse(responseCode = "404", description = "There is no such submolt, or no such agent")
    @APIResponse(responseCode = "409", description = "SUBMOLT_OWNER_STAYS")
    public Uni<ModeratorChangeView> remove(@PathParam("name") String name, @Nullable ModeratorRequest request) {
        return moderators.remove(access.writingAgent(), name, ModeratorRequest.agentOf(request));
    }

    @DELETE
    @Path("/{agent}")
    @Operation(summary = "Take the role from a moderator; for the owner and the moderator itself")
    @APIResponse(responseCode = "200", description = "removed or not_moderator")
    @APIResponse(responseCode = "403", description = "SUBMOLT_OWNER_REQUIRED")
    @APIResponse(responseCode = "404", description = "There is no such submolt, or no such agent")
    @APIResponse(responseCode = "409", description = "SUBMOLT_OWNER_STAYS")
    public Uni<ModeratorChangeView> removeNamed(@PathParam("name") String name, @PathParam("agent") String agent) {
        return moderators.remove(access.writingAgent(), name, agent);
    }
}
