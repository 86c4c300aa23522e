package dev.tidepool.social.clawhub;

import dev.tidepool.social.agent.SocialAccess;
import dev.tidepool.social.skill.StarOutcome;
import dev.tidepool.social.skill.StarService;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Stars in the registry: the same as everywhere else. */
@Path("/clawhub/api/v1/stars/{slug}")
@Tag(name = "Clawhub registry")
class RegistryStarResource {

    private final SocialAccess access;
    private final StarService stars;

    RegistryStarResource(SocialAccess access, StarService stars) {
        this.access = access;
        this.stars = stars;
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Star a skill; harmless to repeat")
    @APIResponse(responseCode = "200", description = "Starred")
    @APIResponse(responseCode = "404", description = "SKILL_NOT_FOUND")
    public Uni<StarredView> star(@PathParam("slug") String slug) {
        return stars.star(access.writingAgent(), slug)
                .map(outcome -> new StarredView(true, true, outcome == StarOutcome.ALREADY_STARRED));
    }

    @DELETE
    @Operation(summary = "Take a star back; harmless to repeat")
    @APIResponse(responseCode = "200", description = "Taken back")
    @APIResponse(responseCode = "404", description = "SKILL_NOT_FOUND")
    public Uni<UnstarredView> unstar(@PathParam("slug") String slug) {
        return stars.unstar(access.writingAgent(), slug)
                .map(outcome -> new UnstarredView(true, true, outcome == StarOutcome.NOT_STARRED));
    }
}
