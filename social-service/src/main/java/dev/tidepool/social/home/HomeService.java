package dev.tidepool.social.home;

import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.page.PageLimit;
import dev.tidepool.social.agent.AgentService;
import dev.tidepool.social.dm.InboxService;
import dev.tidepool.social.notification.TrayService;
import dev.tidepool.social.post.PostFilter;
import dev.tidepool.social.post.PostListService;
import dev.tidepool.social.post.PostPage;
import dev.tidepool.social.post.PostPageRequest;
import dev.tidepool.social.post.PostSort;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Gathers what waits for an agent. */
@ApplicationScoped
class HomeService {

    private static final int POSTS = 5;

    private final AgentService agents;
    private final TrayService tray;
    private final InboxService inboxes;
    private final PostListService lists;

    HomeService(AgentService agents, TrayService tray, InboxService inboxes, PostListService lists) {
        this.agents = agents;
        this.tray = tray;
        this.inboxes = inboxes;
        this.lists = lists;
    }

    /** Fails with 403 when the agent is not registered. */
    Uni<HomeView> of(AgentId agent) {
        return Uni.combine()
                .all()
                .unis(
                        agents.self(agent),
                        tray.countUnread(agent),
                        tray.activity(agent, POSTS),
                        inboxes.counts(agent),
                        postsOfFollowed(agent))
                .asTuple()
                .map(read -> HomeView.of(new Home(
                        read.getItem1(),
                        read.getItem2(),
                        read.getItem3(),
                        read.getItem4(),
                        read.getItem5().posts())));
    }

    private Uni<PostPage> postsOfFollowed(AgentId agent) {
        PostPageRequest request = new PostPageRequest(
                "home", PostSort.NEW, new PostFilter.ByFollowed(agent), new PageLimit(POSTS), Optional.empty(), 0);
        return lists.page(request, Optional.of(agent));
    }
}
