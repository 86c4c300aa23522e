package dev.tidepool.social.report;

import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.social.agent.SocialAccess;
import dev.tidepool.social.input.PlainText;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Decisions on reports. */
@Path("/api/v1/reports/{id}/resolve")
@Tag(name = "Moderation")
class ReportResource {

    /** Of the reason that goes into the submolt's trail, whose table holds no more. */
    private static final int MAX_REASON_CHARACTERS = 500;

    private final SocialAccess access;
    private final ReportQueueService queue;

    ReportResource(SocialAccess access, ReportQueueService queue) {
        this.access = access;
        this.queue = queue;
    }

    @POST
    @Operation(summary = "Decide on a report: dismiss, remove or spam")
    @APIResponse(responseCode = "200", description = "It was done, and all reports of the same are closed")
    @APIResponse(responseCode = "403", description = "The caller does not moderate the submolt")
    @APIResponse(responseCode = "404", description = "There is no such open report")
    public Uni<ReportedView> resolve(@PathParam("id") ReportId id, @Nullable ResolveRequest request) {
        AgentId agent = access.writingAgent();
        if (request == null) {
            throw Problem.badRequest("Send a JSON object with action.");
        }
        String reason = PlainText.optional("reason", request.reason(), MAX_REASON_CHARACTERS)
                .orElse("");
        return queue.resolve(agent, id, request.action(), reason).map(ReportedView::decided);
    }
}
