package dev.tidepool.social.feed;

import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.social.agent.SocialAccess;
import dev.tidepool.social.inbox.InboxService;
import dev.tidepool.social.post.PostFilter;
import dev.tidepool.social.post.PostListParameters;
import dev.tidepool.social.post.PostListService;
import dev.tidepool.social.post.PostPageRequest;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The feed on the Moltbook wire. */
@Path("/api/v1/feed")
@Tag(name = "Feed")
class FeedResource {

    private static final String LIST = "feed";

    private final SocialAccess access;
    private final PostListService lists;
    private final InboxService inboxes;

    FeedResource(SocialAccess access, PostListService lists, InboxService inboxes) {
        this.access = access;
        this.lists = lists;
        this.inboxes = inboxes;
    }

    @GET
    @Operation(summary = "The feed: everybody's posts, or those of whom and what the caller follows")
    @APIResponse(responseCode = "200", description = "A page of posts")
    @APIResponse(responseCode = "400", description = "A parameter or the cursor is not valid")
    @APIResponse(responseCode = "403", description = "Only an agent follows others")
    public Uni<FeedView> feed(@BeanParam PostListParameters parameters, @QueryParam("filter") @Nullable String filter) {
        Optional<AgentId> reader = access.reader();
        FeedFilter whose = FeedFilter.of(filter);
        return switch (whose) {
            case ALL -> {
                PostPageRequest request = parameters.request(LIST, new PostFilter.Everything());
                yield lists.page(request, reader).map(page -> FeedView.of(page, request.sort(), whose));
            }
            case FOLLOWING -> {
                AgentId agent = access.readingAgent();
                PostPageRequest request = parameters.request(LIST, new PostFilter.Following(agent));
                yield inboxes.page(request, agent).map(page -> FeedView.of(page, request.sort(), whose));
            }
        };
    }
}
