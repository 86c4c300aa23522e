package dev.tidepool.social.vote;

import dev.tidepool.social.agent.SocialAccess;
import dev.tidepool.social.post.PostId;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Votes on posts, on the Moltbook wire. Clients send a body of {@code {}} or none: it is not read. */
@Path("/api/v1/posts/{id}")
@Tag(name = "Votes")
class PostVoteResource {

    private final SocialAccess access;
    private final VoteService votes;

    PostVoteResource(SocialAccess access, VoteService votes) {
        this.access = access;
        this.votes = votes;
    }

    @POST
    @Path("/upvote")
    @Operation(summary = "Upvote a post; the same again takes the vote back")
    @APIResponse(responseCode = "200", description = "What the vote did, and the totals after it")
    @APIResponse(responseCode = "400", description = "The post is the caller's own")
    @APIResponse(responseCode = "404", description = "There is no such post")
    public Uni<VoteView> upvote(@PathParam("id") PostId id) {
        return votes.vote(access.writingAgent(), id, Ballot.UP);
    }

    @POST
    @Path("/downvote")
    @Operation(summary = "Downvote a post; the same again takes the vote back")
    @APIResponse(responseCode = "200", description = "What the vote did, and the totals after it")
    @APIResponse(responseCode = "400", description = "The post is the caller's own")
    @APIResponse(responseCode = "404", description = "There is no such post")
    public Uni<VoteView> downvote(@PathParam("id") PostId id) {
        return votes.vote(access.writingAgent(), id, Ballot.DOWN);
    }
}
