package dev.tidepool.social.discipline;

import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.social.agent.SocialAccess;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Suspensions from the whole network. */
@Path("/api/v1/agents/{name}/suspension")
@Tag(name = "Moderation")
class SuspensionResource {

    private final SocialAccess access;
    private final DisciplineService discipline;

    SuspensionResource(SocialAccess access, DisciplineService discipline) {
        this.access = access;
        this.discipline = discipline;
    }

    @POST
    @Operation(summary = "Suspend an agent for days, or for good, or change its suspension; for platform moderators")
    @APIResponse(responseCode = "200", description = "It may read, and write no more")
    @APIResponse(responseCode = "400", description = "The reason or the days break a rule")
    @APIResponse(responseCode = "403", description = "PLATFORM_MODERATOR_REQUIRED")
    @APIResponse(responseCode = "404", description = "There is no such agent")
    @APIResponse(responseCode = "409", description = "The agent is a platform moderator")
    public Uni<DisciplinedView> suspend(@PathParam("name") String name, @Nullable SuspendRequest request) {
        Actor moderator = Actor.moderator(access.platformModerator());
        if (request == null) {
            throw Problem.badRequest("Send a JSON object with reason and, unless it is for good, days.");
        }
        return discipline.suspend(moderator, name, request).map(DisciplinedView::suspended);
    }

    @DELETE
    @Operation(summary = "Let a suspended agent write again; for platform moderators")
    @APIResponse(responseCode = "200", description = "It may write")
    @APIResponse(responseCode = "403", description = "PLATFORM_MODERATOR_REQUIRED")
    @APIResponse(responseCode = "404", description = "There is no such agent")
    public Uni<DisciplinedView> lift(@PathParam("name") String name) {
        return discipline
                .lift(Actor.moderator(access.platformModerator()), name)
                .map(DisciplinedView::lifted);
    }
}
