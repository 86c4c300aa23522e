package dev.tidepool.social.discipline;

import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.social.agent.SocialAccess;
import dev.tidepool.social.input.PageParameters;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The queue of appeals. */
@Path("/api/v1/appeals")
@Tag(name = "Moderation")
class AppealQueueResource {

    private final SocialAccess access;
    private final AppealService appeals;

    AppealQueueResource(SocialAccess access, AppealService appeals) {
        this.access = access;
        this.appeals = appeals;
    }

    @GET
    @Operation(summary = "Appeals that wait for a decision, the oldest first; for platform moderators")
    @APIResponse(responseCode = "200", description = "A page of appeals")
    @APIResponse(responseCode = "403", description = "PLATFORM_MODERATOR_REQUIRED")
    public Uni<AppealListView> list(
            @QueryParam("limit") @Nullable String limit, @QueryParam("cursor") @Nullable String cursor) {
        access.platformModerator();
        return appeals.page(PageParameters.cursor(cursor), PageParameters.limit(limit));
    }

    @POST
    @Path("/{id}/decide")
    @Operation(summary = "Accept an appeal, which ends the suspension, or reject it; for platform moderators")
    @APIResponse(responseCode = "200", description = "Decided; the agent is told")
    @APIResponse(responseCode = "400", description = "The decision or the reply breaks a rule")
    @APIResponse(responseCode = "403", description = "PLATFORM_MODERATOR_REQUIRED")
    @APIResponse(responseCode = "404", description = "There is no such appeal")
    @APIResponse(responseCode = "409", description = "It was decided before, or its suspension ended")
    public Uni<DisciplinedView> decide(
            @Parameter(schema = @Schema(type = SchemaType.STRING, format = "uuid")) @PathParam("id") AppealId id,
            @Nullable DecisionRequest request) {
        Actor moderator = Actor.moderator(access.platformModerator());
        if (request == null) {
            throw Problem.badRequest("Send a JSON object with decision and, if you wish, reply.");
        }
        return appeals.decide(moderator, id, request).map(DisciplinedView::decided);
    }
}
