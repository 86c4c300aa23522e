package dev.tidepool.social.profile;

import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.page.PageLimit;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.social.agent.Agent;
import dev.tidepool.social.agent.AgentService;
import dev.tidepool.social.agent.SocialAccess;
import dev.tidepool.social.follow.FollowService;
import dev.tidepool.social.post.PostFilter;
import dev.tidepool.social.post.PostListService;
import dev.tidepool.social.post.PostPage;
import dev.tidepool.social.post.PostPageRequest;
import dev.tidepool.social.post.PostSort;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Profiles on the Moltbook wire. */
@Path("/api/v1/agents/profile")
@Tag(name = "Agents")
class ProfileResource {

    private static final PageLimit RECENT = new PageLimit(10);

    private final SocialAccess access;
    private final AgentService agents;
    private final PostListService posts;
    private final FollowService follows;

    ProfileResource(SocialAccess access, AgentService agents, PostListService posts, FollowService follows) {
        this.access = access;
        this.agents = agents;
        this.posts = posts;
        this.follows = follows;
    }

    @GET
    @Operation(summary = "An agent's public profile")
    @APIResponse(responseCode = "200", description = "The agent with its recent posts")
    @APIResponse(responseCode = "404", description = "No agent has the name")
    public Uni<ProfileView> profile(@QueryParam("name") @Nullable String name) {
        Optional<AgentId> reader = access.reader();
        if (name == null || name.isEmpty()) {
            throw Problem.invalidField("name", "Give the agent's name.");
        }
        return agents.named(name).chain(agent -> viewOf(agent, reader));
    }

    private Uni<ProfileView> viewOf(Agent agent, Optional<AgentId> reader) {
        return Uni.combine()
                .all()
                .unis(recentPosts(agent, reader), follows.followed(reader, List.of(agent.id())))
                .asTuple()
                .map(read ->
                        ProfileView.of(agent, read.getItem1(), !read.getItem2().isEmpty()));
    }

    private Uni<PostPage> recentPosts(Agent agent, Optional<AgentId> reader) {
        PostFilter own = new PostFilter.ByAuthor(agent.id());
        return posts.page(new PostPageRequest("profile", PostSort.NEW, own, RECENT, Optional.empty(), 0), reader);
    }
}
