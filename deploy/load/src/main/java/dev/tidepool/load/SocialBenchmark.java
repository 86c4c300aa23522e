package dev.tidepool.load;

import dev.tidepool.load.SteadyLoad.Latency;
import dev.tidepool.load.SteadyLoad.Requests;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.IntStream;

/** The social service alone, over a million posts: lists and posts at 500 requests a second, votes, and pages far down. */
final class SocialBenchmark {
    private static final int SECONDS = Integer.getInteger("load.seconds", 10);
    private static final int CONNECTIONS = 16;
    private static final int PER_SECOND = 500;
    private static final int FOLLOWING_PER_SECOND = 50;
    private static final int WARM_SECONDS = 5;

    /** Compilers count calls: they settle sooner under more of them. */
    private static final int WARM_TIMES = 4;

    private static final PrintStream OUT = System.out;

    private final SocialSite site;

    private SocialBenchmark(SocialSite site) {
        this.site = site;
    }

    public static void main(String[] arguments) throws IOException, SQLException {
        Path root = Path.of(System.getProperty("tidepool.root", ".")).toAbsolutePath();
        String part = String.join("", arguments);
        try (SocialSite site =
                SocialSite.open(root, Double.parseDouble(System.getProperty("load.social.scale", "1")))) {
            SocialBenchmark benchmark = new SocialBenchmark(site);
            for (String each : part.isEmpty()
                    ? List.of("reads", "feeds", "following", "votes", "fanout", "pages")
                    : List.of(part)) {
                benchmark.run(each);
            }
        }
    }

    private void run(String part) throws IOException, SQLException {
        switch (part) {
            case "data" -> OUT.println("the site is in place");
            case "reads" -> reads();
            case "feeds" -> feeds();
            case "following" -> following();
            case "votes" -> new SocialVotes(site).run();
            case "fanout" -> new SocialFanOut(site).run();
            case "pages" -> new SocialPages(site).run();
            default -> throw new IllegalArgumentException("there is no part " + part);
        }
    }

    private void reads() throws SQLException {
        List<UUID> posts =
                site.ids("SELECT id FROM social.posts WHERE is_listed AND right(id::text, 2) = 'b3' LIMIT 4000");
        measure(
                "a post",
                5,
                PER_SECOND,
                "/api/v1/posts/%s",
                posts.stream().map(UUID::toString).toList());
    }

    private void feeds() throws SQLException {
        for (String sort : List.of("hot", "new", "top", "top&t=week", "rising")) {
            measure("feed, " + sort, 20, PER_SECOND, "/api/v1/feed?limit=25&sort=%s", List.of(sort));
        }
        List<String> submolts =
                IntStream.range(1, 20).mapToObj("load-%04d"::formatted).toList();
        measure("feed of a submolt, hot", 20, PER_SECOND, "/api/v1/submolts/%s/feed", submolts);
    }

    private void following() throws SQLException {
        for (String sort : List.of("hot", "new", "top", "rising")) {
            String path = "/api/v1/feed?filter=following&limit=25&sort=" + sort;
            measure("following 1,000, " + sort, 30, FOLLOWING_PER_SECOND, path + "&ignored=%s", List.of("x"));
        }
    }

    /**
     * Read by agents that follow a thousand others.
     *
     * @param path with a place for each of the values in turn
     */
    private void measure(String what, int goalMillis, int perSecond, String path, List<String> values)
            throws SQLException {
        List<UUID> readers =
                site.ids("SELECT id FROM social.agents ORDER BY following_count < 1000, following_count, id LIMIT "
                        + CONNECTIONS);
        site.service().warmUp(() -> read(readers, WARM_TIMES * perSecond, path, values, WARM_SECONDS));
        double cpu = site.service().cpuSeconds();
        double postgres = site.stand().postgresCpuSeconds();
        long[] measured = read(readers, perSecond, path, values, SECONDS);
        double each = 1e3 / measured.length;
        double service = (site.service().cpuSeconds() - cpu) * each;
        double database = (site.stand().postgresCpuSeconds() - postgres) * each;
        Latency latency = Latency.of(measured);
        OUT.printf(
                Locale.ROOT,
                "%-28s at %3d/s: p50 %6.2f  p95 %6.2f  p99 %6.2f ms  (goal: p95 %d ms: %s); CPU ms: service %.2f, PostgreSQL %.2f%n",
                what,
                perSecond,
                latency.p50(),
                latency.p95(),
                latency.p99(),
                goalMillis,
                latency.p95() < goalMillis ? "met" : "missed",
                service,
                database);
    }

    /** With tokens of its own: they would not live as long as warming up may take. */
    private long[] read(List<UUID> readers, int perSecond, String path, List<String> values, int seconds) {
        List<byte[]> requests = values.stream()
                .flatMap(value -> readers.stream()
                        .limit(values.size() > 100 ? 1 : CONNECTIONS)
                        .map(reader -> site.read(path.formatted(value), reader)))
                .toList();
        Requests next = (connection, number) -> requests.get((connection + number * CONNECTIONS) % requests.size());
        return SteadyLoad.run(site.service().port(), next, CONNECTIONS, perSecond, seconds);
    }
}
