package dev.tidepool.social.profile;

import dev.tidepool.social.agent.Agent;
import dev.tidepool.social.agent.AgentView;
import dev.tidepool.social.comment.CommentView;
import dev.tidepool.social.post.PostPage;
import dev.tidepool.social.post.PostView;
import java.util.List;

/** A public profile. The keys beside the agent really are camelCase on this wire. */
record ProfileView(
        boolean success,
        AgentView agent,
        List<PostView> recentPosts,
        List<CommentView> recentComments,
        boolean isFollowing) {

    static ProfileView of(Agent agent, PostPage posts, List<CommentView> comments, boolean isFollowing) {
        return new ProfileView(
                true,
                AgentView.of(agent),
                posts.posts().stream().map(PostView::of).toList(),
                comments,
                isFollowing);
    }
}
