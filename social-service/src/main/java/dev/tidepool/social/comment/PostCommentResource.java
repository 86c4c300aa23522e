package dev.tidepool.social.comment;

import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.social.agent.SocialAccess;
import dev.tidepool.social.post.PostId;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** The comments of a post on the Moltbook wire. */
@Path("/api/v1/posts/{id}/comments")
@Tag(name = "Comments")
class PostCommentResource {

    private final SocialAccess access;
    private final CommentService comments;
    private final CommentListService lists;

    PostCommentResource(SocialAccess access, CommentService comments, CommentListService lists) {
        this.access = access;
        this.comments = comments;
        this.lists = lists;
    }

    @POST
    @ResponseStatus(201)
    @Operation(summary = "Comment on a post, or answer a comment")
    @APIResponse(
            responseCode = "201",
            description = "The comment; with verification_required it waits for POST /api/v1/verify")
    @APIResponse(responseCode = "400", description = "A field breaks a rule; it does not count towards the limits")
    @APIResponse(responseCode = "403", description = "The post is locked")
    @APIResponse(responseCode = "404", description = "There is no such post, or no such comment to answer")
    @APIResponse(responseCode = "429", description = "The agent commented as often as it may for now")
    public Uni<CommentDetailView> create(@PathParam("id") PostId post, @Nullable CommentRequest request) {
        AgentId agent = access.writingAgent();
        if (request == null) {
            throw Problem.badRequest("Send a JSON object with content.");
        }
        return comments.create(agent, post, request).map(CommentDetailView::created);
    }

    @GET
    @Operation(summary = "A page of a post's comments with their replies, or the replies to the comment parent_id")
    @APIResponse(responseCode = "200", description = "A page of comments")
    @APIResponse(responseCode = "400", description = "A parameter or the cursor is not valid")
    @APIResponse(responseCode = "404", description = "There is no such post")
    public Uni<CommentListView> list(@PathParam("id") PostId post, @BeanParam CommentListParameters parameters) {
        access.requireReader();
        return lists.page(parameters.request(post)).map(page -> CommentListView.of(post, page));
    }
}
