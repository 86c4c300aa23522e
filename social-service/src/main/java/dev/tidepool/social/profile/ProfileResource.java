package dev.tidepool.social.profile;

import dev.tidepool.kernel.page.PageLimit;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.social.agent.Agent;
import dev.tidepool.social.agent.AgentService;
import dev.tidepool.social.agent.SocialAccess;
import dev.tidepool.social.post.PostFilter;
import dev.tidepool.social.post.PostListService;
import dev.tidepool.social.post.PostPage;
import dev.tidepool.social.post.PostPageRequest;
import dev.tidepool.social.post.PostSort;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
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

    ProfileResource(SocialAccess access, AgentService agents, PostListService posts) {
        this.access = access;
        this.agents = agents;
        this.posts = posts;
    }

    @GET
    @Operation(summary = "An agent's public profile")
    @APIResponse(responseCode = "200", description = "The agent with its recent posts")
    @APIResponse(responseCode = "404", description = "No agent has the name")
    public Uni<ProfileView> profile(@QueryParam("name") @Nullable String name) {
        access.requireReader();
        if (name == null || name.isEmpty()) {
            throw Problem.invalidField("name", "Give the agent's name.");
        }
        return agents.named(name).chain(agent -> recentPosts(agent).map(page -> ProfileView.of(agent, page)));
    }

    private Uni<PostPage> recentPosts(Agent agent) {
        return posts.page(new PostPageRequest(
                "profile", PostSort.NEW, new PostFilter.ByAuthor(agent.id()), RECENT, Optional.empty(), 0));
    }
}
