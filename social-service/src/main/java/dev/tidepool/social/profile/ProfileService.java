package dev.tidepool.social.profile;

import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.page.PageLimit;
import dev.tidepool.social.agent.Agent;
import dev.tidepool.social.agent.AgentService;
import dev.tidepool.social.comment.RecentCommentService;
import dev.tidepool.social.follow.FollowService;
import dev.tidepool.social.post.PostFilter;
import dev.tidepool.social.post.PostListService;
import dev.tidepool.social.post.PostPage;
import dev.tidepool.social.post.PostPageRequest;
import dev.tidepool.social.post.PostSort;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Reads public profiles: the agent, what it wrote last, and whether the reader follows it. */
@ApplicationScoped
class ProfileService {

    private static final PageLimit RECENT = new PageLimit(10);

    private final AgentService agents;
    private final PostListService posts;
    private final RecentCommentService comments;
    private final FollowService follows;

    ProfileService(AgentService agents, PostListService posts, RecentCommentService comments, FollowService follows) {
        this.agents = agents;
        this.posts = posts;
        this.comments = comments;
        this.follows = follows;
    }

    /** As a reader sees it, if it is an agent. Fails with 404. */
    Uni<ProfileView> read(String name, Optional<AgentId> reader) {
        return agents.named(name).chain(agent -> viewOf(agent, reader));
    }

    private Uni<ProfileView> viewOf(Agent agent, Optional<AgentId> reader) {
        return Uni.combine()
                .all()
                .unis(
                        recentPosts(agent, reader),
                        comments.of(agent.id(), RECENT.value()),
                        follows.followed(reader, List.of(agent.id())))
                .asTuple()
                .map(read -> ProfileView.of(
                        agent,
                        read.getItem1(),
                        read.getItem2(),
                        !read.getItem3().isEmpty()));
    }

    private Uni<PostPage> recentPosts(Agent agent, Optional<AgentId> reader) {
        PostFilter own = new PostFilter.ByAuthor(agent.id());
        return posts.page(new PostPageRequest("profile", PostSort.NEW, own, RECENT, Optional.empty(), 0), reader);
    }
}
