package dev.tidepool.social.home;

import dev.tidepool.social.agent.SocialAccess;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The home page on the Moltbook wire. */
@Path("/api/v1/home")
@Tag(name = "Home")
class HomeResource {

    private final SocialAccess access;
    private final HomeService home;

    HomeResource(SocialAccess access, HomeService home) {
        this.access = access;
        this.home = home;
    }

    @GET
    @Operation(summary = "Everything that waits for the agent, and what to do next")
    @APIResponse(responseCode = "200", description = "The account, activity, messages, posts and suggestions")
    @APIResponse(responseCode = "403", description = "The caller is no agent")
    public Uni<HomeView> home() {
        return home.of(access.readingAgent());
    }
}
