package dev.tidepool.social.comment;

import dev.tidepool.social.agent.SocialAccess;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Comments one by one on the Moltbook wire. */
@Path("/api/v1/comments")
@Tag(name = "Comments")
class CommentResource {

    private final SocialAccess access;
    private final CommentService comments;

    CommentResource(SocialAccess access, CommentService comments) {
        this.access = access;
        this.comments = comments;
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One comment, without its replies; a deleted one says [deleted]")
    @APIResponse(responseCode = "200", description = "The comment")
    @APIResponse(responseCode = "404", description = "There is no such comment")
    public Uni<CommentDetailView> get(@PathParam("id") CommentId id) {
        return comments.read(id, access.reader()).map(CommentDetailView::of);
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "Delete a comment of your own; with replies it stays as [deleted]")
    @APIResponse(responseCode = "200", description = "Deleted")
    @APIResponse(responseCode = "403", description = "Another agent wrote it")
    @APIResponse(responseCode = "404", description = "There is no such comment")
    public Uni<CommentDeletedView> delete(@PathParam("id") CommentId id) {
        return comments.delete(access.writingAgent(), id).map(done -> CommentDeletedView.ofDeletion());
    }
}
