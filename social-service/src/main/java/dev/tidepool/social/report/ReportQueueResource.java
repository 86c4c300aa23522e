package dev.tidepool.social.report;

import dev.tidepool.social.agent.SocialAccess;
import dev.tidepool.social.input.PageParameters;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The queue of a submolt. */
@Path("/api/v1/submolts/{name}/reports")
@Tag(name = "Moderation")
class ReportQueueResource {

    private final SocialAccess access;
    private final ReportQueueService queue;

    ReportQueueResource(SocialAccess access, ReportQueueService queue) {
        this.access = access;
        this.queue = queue;
    }

    @GET
    @Operation(summary = "Open reports of a submolt, the oldest first")
    @APIResponse(responseCode = "200", description = "A page of reports")
    @APIResponse(responseCode = "403", description = "The caller does not moderate the submolt")
    public Uni<ReportListView> list(
            @PathParam("name") String submolt,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return queue.page(access.readingAgent(), submolt, PageParameters.cursor(cursor), PageParameters.limit(limit));
    }
}
