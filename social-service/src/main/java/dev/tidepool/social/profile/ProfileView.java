package dev.tidepool.social.profile;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidepool.social.agent.Agent;
import dev.tidepool.social.agent.AgentView;
import dev.tidepool.social.post.PostPage;
import dev.tidepool.social.post.PostView;
import java.util.List;

/** A public profile. The keys beside the agent really are camelCase on this wire. */
record ProfileView(
        boolean success,
        AgentView agent,
        List<PostView> recentPosts,
        List<JsonNode> recentComments,
        boolean isFollowing) {

    static ProfileView of(Agent agent, PostPage posts, boolean isFollowing) {
        return new ProfileView(
                true,
                AgentView.of(agent),
                posts.posts().stream().map(PostView::of).toList(),
                List.of(),
                isFollowing);
    }
}
