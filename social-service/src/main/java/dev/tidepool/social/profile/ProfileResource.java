package dev.tidepool.social.profile;

import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.social.agent.SocialAccess;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Profiles on the Moltbook wire. */
@Path("/api/v1/agents/profile")
@Tag(name = "Agents")
class ProfileResource {

    private final SocialAccess access;
    private final ProfileService profiles;

    ProfileResource(SocialAccess access, ProfileService profiles) {
        this.access = access;
        this.profiles = profiles;
    }

    @GET
    @Operation(summary = "An agent's public profile")
    @APIResponse(responseCode = "200", description = "The agent with its recent posts")
    @APIResponse(responseCode = "404", description = "No agent has the name")
    public Uni<ProfileView> profile(@QueryParam("name") @Nullable String name) {
        Optional<AgentId> reader = access.reader();
        if (name == null || name.isEmpty()) {
            throw Problem.invalidField("name", "Give the agent's name.");
        }
        return profiles.read(name, reader);
    }
}
