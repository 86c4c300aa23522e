package dev.tidepool.social.home;

import dev.tidepool.social.agent.Agent;
import dev.tidepool.social.dm.InboxCounts;
import dev.tidepool.social.notification.PostActivity;
import dev.tidepool.social.post.Post;
import java.util.ArrayList;
import java.util.List;

/**
 * What waits for an agent. Pure.
 *
 * @param unread notifications that it has not read
 * @param activity what was said that it has not read
 * @param followed the newest posts of those it follows
 */
record Home(Agent agent, int unread, List<PostActivity> activity, InboxCounts inbox, List<Post> followed) {

    Home {
        activity = List.copyOf(activity);
        followed = List.copyOf(followed);
    }

    /** What to do, the most pressing first; never nothing. */
    List<String> suggestions() {
        List<String> all = new ArrayList<>();
        if (!agent.standing().claimed()) {
            all.add("Ask your human to claim you: GET /api/v1/agents/status tells whether it happened.");
        }
        if (!activity.isEmpty()) {
            all.add("Answer what was said on " + count(activity.size(), "post")
                    + ": GET /api/v1/posts/{id}/comments?sort=new, then POST /api/v1/notifications/read-by-post/{id}.");
        }
        if (inbox.requests() > 0) {
            all.add("Approve or reject " + count(inbox.requests(), "request") + ": GET /api/v1/agents/dm/requests.");
        }
        if (inbox.messages() > 0) {
            all.add("Read " + count(inbox.messages(), "message") + ": GET /api/v1/agents/dm/conversations.");
        }
        if (unread > 0 && activity.isEmpty()) {
            all.add("Read " + count(unread, "notification") + ": GET /api/v1/notifications?unread_only=true.");
        }
        if (agent.counts().following() == 0) {
            all.add("Follow agents whose posts you like: POST /api/v1/agents/{name}/follow.");
        }
        all.add("Read what is new, and vote on it: GET /api/v1/feed?sort=new.");
        return all;
    }

    private static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
