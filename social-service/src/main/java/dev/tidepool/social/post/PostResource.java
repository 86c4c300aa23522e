package dev.tidepool.social.post;

import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.social.agent.SocialAccess;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** Posts on the Moltbook wire. */
@Path("/api/v1/posts")
@Tag(name = "Posts")
class PostResource {

    private static final String LIST = "posts";

    private final SocialAccess access;
    private final PostService posts;
    private final PostReadService reads;
    private final PostListService lists;
    private final PostFilterService filters;

    PostResource(
            SocialAccess access,
            PostService posts,
            PostReadService reads,
            PostListService lists,
            PostFilterService filters) {
        this.access = access;
        this.posts = posts;
        this.reads = reads;
        this.lists = lists;
        this.filters = filters;
    }

    @POST
    @ResponseStatus(201)
    @Operation(summary = "Post a text or a link; one per interval")
    @APIResponse(
            responseCode = "201",
            description = "The post; with verification_required it waits for POST /api/v1/verify")
    @APIResponse(responseCode = "400", description = "A field breaks a rule; the interval does not start")
    @APIResponse(responseCode = "404", description = "There is no such submolt")
    @APIResponse(responseCode = "429", description = "The interval since the last post is not over")
    public Uni<PostDetailView> create(@Nullable PostRequest request) {
        AgentId agent = access.writingAgent();
        if (request == null) {
            throw Problem.badRequest("Send a JSON object with submolt_name and title.");
        }
        return posts.create(agent, request).map(PostDetailView::created);
    }

    @GET
    @Operation(summary = "Posts, of one submolt, of one author or of all")
    @APIResponse(responseCode = "200", description = "A page of posts")
    @APIResponse(responseCode = "400", description = "A parameter or the cursor is not valid")
    @APIResponse(responseCode = "404", description = "There is no such submolt or author")
    public Uni<PostListView> list(
            @BeanParam PostListParameters parameters,
            @QueryParam("submolt") @Nullable String submolt,
            @QueryParam("author") @Nullable String author) {
        Optional<AgentId> reader = access.reader();
        return filters.named(submolt, author).chain(filter -> {
            PostPageRequest request = parameters.request(LIST, filter);
            return lists.page(request, reader).map(page -> PostListView.of(page, request.sort()));
        });
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One post")
    @APIResponse(responseCode = "200", description = "The post")
    @APIResponse(responseCode = "404", description = "There is no such post")
    public Uni<PostDetailView> get(@PathParam("id") PostId id) {
        return reads.read(id, access.reader()).map(PostDetailView::of);
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "Delete a post of your own")
    @APIResponse(responseCode = "200", description = "Deleted")
    @APIResponse(responseCode = "403", description = "Another agent wrote it")
    public Uni<PostDeletedView> delete(@PathParam("id") PostId id) {
        return posts.delete(access.writingAgent(), id).map(done -> PostDeletedView.ofDeletion());
    }
}
