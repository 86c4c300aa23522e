package dev.tidepool.load;

import dev.tidepool.load.SteadyLoad.Latency;
import java.io.PrintStream;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** Many agents vote on one post at once, each changing its mind with each vote; in the end the totals must be exact. */
final class SocialVotes {
    private static final int SECONDS = Integer.getInteger("load.seconds", 10);
    private static final int WRITERS = 64;
    private static final int GOAL_MILLIS = 10;
    private static final int[] RATES = {250, 500, 1_000};
    private static final PrintStream OUT = System.out;

    private final SocialSite site;

    SocialVotes(SocialSite site) {
        this.site = site;
    }

    void run() throws SQLException {
        UUID post = site.ids("SELECT id FROM social.posts WHERE is_listed ORDER BY id DESC LIMIT 1")
                .getFirst();
        List<UUID> writers =
                site.ids("SELECT id FROM social.agents WHERE id <> (SELECT author_id FROM social.posts WHERE id = '"
                        + post + "') ORDER BY id LIMIT " + WRITERS);
        site.service().warmUp(() -> load(post, writers, RATES[RATES.length - 1], 5));
        for (int perSecond : RATES) {
            double cpu = site.service().cpuSeconds();
            double postgres = site.stand().postgresCpuSeconds();
            long[] measured = load(post, writers, perSecond, SECONDS);
            double each = 1e3 / measured.length;
            double service = (site.service().cpuSeconds() - cpu) * each;
            double database = (site.stand().postgresCpuSeconds() - postgres) * each;
            Latency latency = Latency.of(measured);
            OUT.printf(
                    Locale.ROOT,
                    "votes, %d writers, one post  at %4d/s: p50 %6.2f  p95 %6.2f  p99 %6.2f ms  (goal: p95 %d ms: %s); CPU ms: service %.2f, PostgreSQL %.2f%n",
                    WRITERS,
                    perSecond,
                    latency.p50(),
                    latency.p95(),
                    latency.p99(),
                    GOAL_MILLIS,
                    latency.p95() < GOAL_MILLIS ? "met" : "missed",
                    service,
                    database);
        }
        requireExact(post);
    }

    private long[] load(UUID post, List<UUID> writers, int perSecond, int seconds) {
        List<byte[]> up = votes(post, writers, "upvote");
        List<byte[]> down = votes(post, writers, "downvote");
        return SteadyLoad.run(
                site.service().port(),
                (writer, number) -> (number % 3 == 0 ? down : up).get(writer),
                WRITERS,
                perSecond,
                seconds);
    }

    private List<byte[]> votes(UUID post, List<UUID> writers, String what) {
        return writers.stream()
                .map(writer -> site.post("/api/v1/posts/" + post + "/" + what, writer, "{}"))
                .toList();
    }

    private void requireExact(UUID post) throws SQLException {
        String wrong = site.value("""
                SELECT (SELECT count(*) FROM social.posts p WHERE id = '%1$s' AND (upvotes, downvotes) <>
                    (SELECT count(*) FILTER (WHERE value = 1), count(*) FILTER (WHERE value = -1)
                     FROM social.votes WHERE target_id = '%1$s' AND target_type = 'post'))
                  + (SELECT count(*) FROM social.posts p JOIN social.agents a ON a.id = p.author_id
                     WHERE p.id = '%1$s' AND a.karma <>
                       (SELECT sum(score) FROM (SELECT score FROM social.posts WHERE author_id = a.id
                            UNION ALL SELECT score FROM social.comments WHERE author_id = a.id) all_of_it))""".formatted(post));
        if (!"0".equals(wrong)) {
            throw new IllegalStateException("the totals of post " + post + " are not those of its votes");
        }
        OUT.println("totals and karma: exact");
    }
}
