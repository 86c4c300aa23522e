package dev.tidepool.social.report;

import dev.tidepool.social.agent.SocialAccess;
import dev.tidepool.social.post.PostId;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Reports of posts. */
@Path("/api/v1/posts/{id}/report")
@Tag(name = "Moderation")
class PostReportResource {

    private final SocialAccess access;
    private final ReportService reports;

    PostReportResource(SocialAccess access, ReportService reports) {
        this.access = access;
        this.reports = reports;
    }

    @POST
    @Operation(summary = "Report a post to the moderators of its submolt")
    @APIResponse(responseCode = "200", description = "reported, or already_reported")
    @APIResponse(responseCode = "400", description = "The reason is none of ours, or the post is the caller's own")
    @APIResponse(responseCode = "404", description = "There is no such post")
    public Uni<ReportedView> post(@PathParam("id") PostId id, @Nullable ReportRequest request) {
        return reports.post(access.writingAgent(), id, ReportRequest.given(request))
                .map(ReportedView::of);
    }
}
