package dev.tidepool.social.report;

import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.social.agent.SocialAccess;
import dev.tidepool.social.comment.CommentId;
import dev.tidepool.social.input.PageParameters;
import dev.tidepool.social.input.PlainText;
import dev.tidepool.social.post.PostId;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Reports and their queue. */
@Path("/api/v1")
@Tag(name = "Moderation")
class ReportResource {

    /** Of the reason that goes into the submolt's trail, whose table holds no more. */
    private static final int MAX_REASON_CHARACTERS = 500;

    private final SocialAccess access;
    private final ReportService reports;
    private final ReportQueueService queue;

    ReportResource(SocialAccess access, ReportService reports, ReportQueueService queue) {
        this.access = access;
        this.reports = reports;
        this.queue = queue;
    }

    @POST
    @Path("/posts/{id}/report")
    @Operation(summary = "Report a post to the moderators of its submolt")
    @APIResponse(responseCode = "200", description = "reported, or already_reported")
    @APIResponse(responseCode = "400", description = "The reason is none of ours, or the post is the caller's own")
    @APIResponse(responseCode = "404", description = "There is no such post")
    public Uni<ReportedView> post(@PathParam("id") PostId id, @Nullable ReportRequest request) {
        return reports.post(access.writingAgent(), id, given(request)).map(ReportedView::of);
    }

    @POST
    @Path("/comments/{id}/report")
    @Operation(summary = "Report a comment to the moderators of its submolt")
    @APIResponse(responseCode = "200", description = "reported, or already_reported")
    @APIResponse(responseCode = "400", description = "The reason is none of ours, or the comment is the caller's own")
    @APIResponse(responseCode = "404", description = "There is no such comment")
    public Uni<ReportedView> comment(@PathParam("id") CommentId id, @Nullable ReportRequest request) {
        return reports.comment(access.writingAgent(), id, given(request)).map(ReportedView::of);
    }

    @GET
    @Path("/submolts/{name}/reports")
    @Operation(summary = "Open reports of a submolt, the oldest first")
    @APIResponse(responseCode = "200", description = "A page of reports")
    @APIResponse(responseCode = "403", description = "The caller does not moderate the submolt")
    public Uni<ReportListView> list(
            @PathParam("name") String submolt,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return queue.page(access.readingAgent(), submolt, PageParameters.cursor(cursor), PageParameters.limit(limit));
    }

    @POST
    @Path("/reports/{id}/resolve")
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

    private static ReportRequest given(@Nullable ReportRequest request) {
        return request == null ? new ReportRequest(null, null) : request;
    }
}
