package dev.tidepool.social.feed;

import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.social.agent.SocialAccess;
import dev.tidepool.social.post.PostFilter;
import dev.tidepool.social.post.PostListParameters;
import dev.tidepool.social.post.PostListService;
import dev.tidepool.social.post.PostPageRequest;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The feed on the Moltbook wire. */
@Path("/api/v1/feed")
@Tag(name = "Feed")
class FeedResource {

    private static final String LIST = "feed";

    private final SocialAccess access;
    private final PostListService lists;

    FeedResource(SocialAccess access, PostListService lists) {
        this.access = access;
        this.lists = lists;
    }

    @GET
    @Operation(summary = "The feed: hot, new or top")
    @APIResponse(responseCode = "200", description = "A page of posts")
    @APIResponse(responseCode = "400", description = "A parameter or the cursor is not valid")
    public Uni<FeedView> feed(@BeanParam PostListParameters parameters) {
        Optional<AgentId> reader = access.reader();
        PostPageRequest request = parameters.request(LIST, new PostFilter.Everything());
        return lists.page(request, reader).map(page -> FeedView.of(page, request.sort()));
    }
}
