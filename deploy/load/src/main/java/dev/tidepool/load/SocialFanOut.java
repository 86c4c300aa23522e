package dev.tidepool.load;

import java.io.IOException;
import java.io.PrintStream;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/** A post of an agent with nearly ten thousand followers, all of whom have inboxes: how long until it is in the last of them. */
final class SocialFanOut {
    private static final int POSTS = 5;
    private static final int IN_EACH = 100;
    private static final double GOAL_SECONDS = 1;
    private static final long PAUSE_NANOS = 2_000_000L;
    private static final PrintStream OUT = System.out;

    private final SocialSite site;

    SocialFanOut(SocialSite site) {
        this.site = site;
    }

    void run() throws IOException, SQLException {
        List<UUID> authors = site.ids("""
                SELECT id FROM social.agents WHERE follower_count < 10000
                  AND NOT EXISTS (SELECT FROM social.posts p WHERE p.author_id = agents.id AND p.created_at > now() - interval '3 hours')
                ORDER BY follower_count DESC, id LIMIT\s""" + POSTS);
        try (RedisWire redis = new RedisWire(site.stand().redisAddress())) {
            for (UUID author : authors.reversed()) {
                List<UUID> followers =
                        site.ids("SELECT follower_id FROM social.follows WHERE followed_id = '" + author + "'");
                makeInboxes(redis, followers);
                double seconds = post(author);
                long reached = reached(redis, followers);
                OUT.printf(
                        Locale.ROOT,
                        "a post to %d followers: %.3f s until it is in %d inboxes (goal: %.0f s: %s)%n",
                        followers.size(),
                        seconds,
                        reached,
                        GOAL_SECONDS,
                        seconds < GOAL_SECONDS && reached == followers.size() ? "met" : "missed");
            }
        }
    }

    /** With older posts in them, so that they are of some size. */
    private static void makeInboxes(RedisWire redis, List<UUID> agents) throws IOException {
        List<String[]> commands = new ArrayList<>();
        for (UUID agent : agents) {
            commands.add(new String[] {"DEL", "inbox:" + agent});
            List<String> command = new ArrayList<>(List.of("ZADD", "inbox:" + agent, "+inf", "ready:load:0"));
            for (int post = 0; post < IN_EACH; post++) {
                command.add(Integer.toString(post));
                command.add(new UUID(0, post).toString());
            }
            commands.add(command.toArray(String[]::new));
        }
        redis.ask(commands);
    }

    /** From the request until no post waits any more, in seconds. */
    private double post(UUID author) throws IOException, SQLException {
        String body = "{\"submolt_name\":\"general\",\"title\":\"To all " + author + "\"}";
        byte[] request = site.post("/api/v1/posts", author, body);
        long start = System.nanoTime();
        try (Wire wire = new Wire(site.service().port())) {
            wire.exchange(request);
        }
        while (!"0".equals(site.value("SELECT count(*) FROM social.inbox_queue"))) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return (System.nanoTime() - start) / 1e9;
    }

    private static long reached(RedisWire redis, List<UUID> agents) throws IOException {
        List<String> sizes = redis.ask(agents.stream()
                .map(agent -> new String[] {"ZCARD", "inbox:" + agent})
                .toList());
        return sizes.stream().filter((":" + (IN_EACH + 2))::equals).count();
    }
}
