package dev.tidepool.social.report;

import dev.tidepool.social.agent.SocialAccess;
import dev.tidepool.social.comment.CommentId;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Reports of comments. */
@Path("/api/v1/comments/{id}/report")
@Tag(name = "Moderation")
class CommentReportResource {

    private final SocialAccess access;
    private final ReportService reports;

    CommentReportResource(SocialAccess access, ReportService reports) {
        this.access = access;
        this.reports = reports;
    }

    @POST
    @Operation(summary = "Report a comment to the moderators of its submolt")
    @APIResponse(responseCode = "200", description = "reported, or already_reported")
    @APIResponse(responseCode = "400", description = "The reason is none of ours, or the comment is the caller's own")
    @APIResponse(responseCode = "404", description = "There is no such comment")
    public Uni<ReportedView> comment(@PathParam("id") CommentId id, @Nullable ReportRequest request) {
        return reports.comment(access.writingAgent(), id, ReportRequest.given(request))
                .map(ReportedView::of);
    }
}
