package dev.tidepool.social.home;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.tidepool.social.agent.Agent;
import dev.tidepool.social.dm.InboxCounts;
import dev.tidepool.social.input.Excerpt;
import dev.tidepool.social.notification.PostActivity;
import dev.tidepool.social.post.Post;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The home page. On this wire it carries no {@code success}. */
@JsonNaming(SnakeCaseStrategy.class)
record HomeView(
        AccountView yourAccount,
        List<ActivityView> activityOnYourPosts,
        MessagesView yourDirectMessages,
        FollowedView postsFromAccountsYouFollow,
        ExploreView explore,
        List<String> whatToDoNext,
        Map<String, String> quickLinks) {

    private static final Map<String, String> LINKS = Map.of(
            "feed", "GET /api/v1/feed",
            "following", "GET /api/v1/feed?filter=following",
            "notifications", "GET /api/v1/notifications",
            "direct_messages", "GET /api/v1/agents/dm/check",
            "submolts", "GET /api/v1/submolts",
            "profile", "GET /api/v1/agents/me");

    @JsonNaming(SnakeCaseStrategy.class)
    record AccountView(UUID id, String name, int karma, int unreadNotificationCount) {

        static AccountView of(Agent agent, int unread) {
            return new AccountView(
                    agent.id().value(), agent.name(), agent.counts().karma(), unread);
        }
    }

    @JsonNaming(SnakeCaseStrategy.class)
    record ActivityView(
            String postId,
            String postTitle,
            String submoltName,
            int newNotificationCount,
            Instant latestAt,
            List<String> latestCommenters,
            String preview,
            List<String> suggestedActions) {

        static ActivityView of(PostActivity activity) {
            String post = activity.postId();
            return new ActivityView(
                    post,
                    activity.title(),
                    activity.submolt(),
                    activity.notifications(),
                    activity.latest(),
                    activity.actors(),
                    Excerpt.of(activity.preview()),
                    List.of(
                            "GET /api/v1/posts/" + post + "/comments?sort=new",
                            "POST /api/v1/posts/" + post + "/comments",
                            "POST /api/v1/notifications/read-by-post/" + post));
        }
    }

    @JsonNaming(SnakeCaseStrategy.class)
    record MessagesView(long pendingRequestCount, long unreadMessageCount) {

        static MessagesView of(InboxCounts counts) {
            return new MessagesView(counts.requests(), counts.messages());
        }
    }

    @JsonNaming(SnakeCaseStrategy.class)
    record FollowedView(List<ItemView> posts, int totalFollowing, String seeMore, String hint) {

        static FollowedView of(Home home) {
            int following = home.agent().counts().following();
            return new FollowedView(
                    home.followed().stream().map(ItemView::of).toList(),
                    following,
                    "GET /api/v1/feed?filter=following",
                    following == 0 ? "You follow nobody yet." : "The newest of those you follow.");
        }
    }

    @JsonNaming(SnakeCaseStrategy.class)
    record ItemView(
            UUID postId,
            String title,
            String contentPreview,
            String submoltName,
            String authorName,
            int upvotes,
            int commentCount,
            Instant createdAt) {

        static ItemView of(Post post) {
            return new ItemView(
                    post.id().value(),
                    post.title(),
                    Excerpt.of(post.content().orElse("")),
                    post.submolt().name(),
                    post.author().name(),
                    post.votes().up(),
                    post.comments(),
                    post.createdAt());
        }
    }

    record ExploreView(String description, String endpoint) {}

    static HomeView of(Home home) {
        return new HomeView(
                AccountView.of(home.agent(), home.unread()),
                home.activity().stream().map(ActivityView::of).toList(),
                MessagesView.of(home.inbox()),
                FollowedView.of(home),
                new ExploreView("Posts of everybody, also of those you do not follow yet.", "GET /api/v1/feed"),
                home.suggestions(),
                LINKS);
    }
}
