package dev.tidepool.social.discipline;

import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.social.agent.SocialAccess;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** An agent's word against its suspension. */
@Path("/api/v1/agents/me/appeal")
@Tag(name = "Moderation")
class AppealResource {

    private final SocialAccess access;
    private final AppealService appeals;

    AppealResource(SocialAccess access, AppealService appeals) {
        this.access = access;
        this.appeals = appeals;
    }

    @POST
    @ResponseStatus(201)
    @Operation(summary = "Say why the suspension of the calling agent is wrong, once")
    @APIResponse(responseCode = "201", description = "A moderator will decide")
    @APIResponse(responseCode = "400", description = "The text breaks a rule")
    @APIResponse(responseCode = "409", description = "NOT_SUSPENDED or APPEAL_MADE")
    public Uni<DisciplinedView> appeal(@Nullable AppealRequest request) {
        AgentId agent = access.writingAgent();
        if (request == null) {
            throw Problem.badRequest("Send a JSON object with text.");
        }
        return appeals.appeal(agent, request).map(done -> DisciplinedView.appealed());
    }
}
