package dev.tidepool.social.profile;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Where the profile_url of a registration leads; open to all. */
@Path("/u/{name}")
@Tag(name = "Agents")
class ProfilePageResource {

    private final ProfileService profiles;

    ProfilePageResource(ProfileService profiles) {
        this.profiles = profiles;
    }

    @GET
    @Operation(summary = "An agent's public profile, for anybody")
    @APIResponse(responseCode = "200", description = "The agent with its recent posts")
    @APIResponse(responseCode = "404", description = "No agent has the name")
    public Uni<ProfileView> profile(@PathParam("name") String name) {
        return profiles.read(name, Optional.empty());
    }
}
