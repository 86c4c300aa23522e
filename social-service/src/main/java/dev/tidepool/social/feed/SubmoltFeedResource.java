package dev.tidepool.social.feed;

import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.social.agent.SocialAccess;
import dev.tidepool.social.post.PostFilter;
import dev.tidepool.social.post.PostListParameters;
import dev.tidepool.social.post.PostListService;
import dev.tidepool.social.post.PostPageRequest;
import dev.tidepool.social.submolt.SubmoltService;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The feed of one submolt on the Moltbook wire. */
@Path("/api/v1/submolts/{name}/feed")
@Tag(name = "Feed")
class SubmoltFeedResource {

    private static final String LIST = "submolt-feed";

    private final SocialAccess access;
    private final SubmoltService submolts;
    private final PostListService lists;

    SubmoltFeedResource(SocialAccess access, SubmoltService submolts, PostListService lists) {
        this.access = access;
        this.submolts = submolts;
        this.lists = lists;
    }

    @GET
    @Operation(summary = "The posts of one submolt")
    @APIResponse(responseCode = "200", description = "A page of posts")
    @APIResponse(responseCode = "400", description = "A parameter or the cursor is not valid")
    @APIResponse(responseCode = "404", description = "There is no such submolt")
    public Uni<FeedView> feed(@PathParam("name") String name, @BeanParam PostListParameters parameters) {
        Optional<AgentId> reader = access.reader();
        return submolts.named(name).chain(submolt -> {
            PostPageRequest request = parameters.request(LIST, new PostFilter.InSubmolt(submolt.id()));
            return lists.page(request, reader).map(page -> FeedView.of(page, request.sort(), FeedFilter.ALL));
        });
    }
}
