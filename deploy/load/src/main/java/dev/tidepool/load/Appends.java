package dev.tidepool.load;

import dev.tidepool.load.SteadyLoad.Latency;
import dev.tidepool.local.Home;
import dev.tidepool.local.suite.Service;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The session service alone, with PostgreSQL as the launcher starts it (what is acknowledged is on the disk): appends to many
 * sessions as fast as they go and at half the goal; or sessions that all expire at once while others are written to.
 */
final class Appends {
    private static final int SECONDS = Integer.getInteger("load.seconds", 10);
    private static final int SESSIONS = 64;
    private static final int ROUNDS = 3;
    private static final int DUE = 100_000;
    private static final int AHEAD_SECONDS = 20;
    private static final int WRITES_PER_SECOND = 500;
    private static final int GOAL_PER_SECOND = 5_000;
    private static final int GOAL_P99_MILLIS = 25;
    private static final int GOAL_EXPIRY_SECONDS = 10;
    private static final String BODY = "{\"role\":\"user\",\"content\":\"" + "x".repeat(200) + "\"}";
    private static final Asked APPEND = new Asked("POST", "/messages", BODY);
    private static final Asked READ = new Asked("GET", "", "");
    private static final Pattern ID = Pattern.compile("\"id\":\"([0-9a-f-]{36})\"");
    private static final PrintStream OUT = System.out;

    private static final String FILL = """
            INSERT INTO session.sessions (id, organization_id, created_by, channel, model, thinking, metadata, ttl_seconds,
                status, created_at, updated_at, touched_at, idle_at, expires_at, due_at)
            SELECT gen_random_uuid(), ?, 'load', 'api', 'offline', 'off', '{}', 86400, 'idle', due - interval '1 day',
                due - interval '1 day', due - interval '1 day', due - interval '1 hour', due, due
            FROM (SELECT now() + make_interval(secs => ?) AS due) AS at, generate_series(1, ?)""";

    private static final String LEFT =
            "SELECT count(*) FROM session.sessions WHERE organization_id = ? AND status = 'idle'";

    private final Stand stand;
    private final Program service;
    private final Tokens tokens;
    private final Path script;
    private final UUID organization = UUID.randomUUID();
    private final List<String> sessions;

    private Appends(Stand stand, Program service, Tokens tokens, Path script) {
        this.stand = stand;
        this.service = service;
        this.tokens = tokens;
        this.script = script;
        this.sessions = Stream.generate(this::create).limit(SESSIONS).toList();
    }

    public static void main(String[] arguments) throws IOException, SQLException {
        Path root = Path.of(System.getProperty("tidepool.root", ".")).toAbsolutePath();
        Path directory =
                Files.createTempDirectory(Files.createDirectories(root.resolve("deploy/load/target")), "stand-");
        try (Stand stand = new Stand(new Home(root, directory), Service.SESSION);
                Tokens tokens = new Tokens()) {
            Map<String, String> variables = Map.of(
                    "TIDEPOOL_GATEWAY_MANAGEMENT_URL",
                    tokens.url(),
                    "TIDEPOOL_QUOTA_GOVERNMENT_MESSAGES_PER_MONTH",
                    "1000000000");
            Program service = stand.packaged(Service.SESSION, variables);
            Appends appends = new Appends(stand, service, tokens, directory.resolve("append.lua"));
            switch (arguments[0]) {
                case "expiry" -> appends.expire();
                case "reads" -> appends.read();
                default -> appends.append();
            }
        }
        OUT.println("Logs: " + directory.resolve("logs"));
    }

    private void append() {
        service.warmUp(() -> load(APPEND, 5));
        saturate("appends", APPEND);
        steady(GOAL_PER_SECOND / 2, 2);
        Latency steady = steady(GOAL_PER_SECOND / 2, SECONDS);
        OUT.printf(Locale.ROOT, "at %d/s: p50 %.2f ms, p99 %.2f ms%n", GOAL_PER_SECOND / 2, steady.p50(), steady.p99());
        OUT.printf("goals: %d/s, p99 at half that %d ms%n", GOAL_PER_SECOND, GOAL_P99_MILLIS);
    }

    private void read() {
        service.warmUp(() -> load(READ, 5));
        saturate("reads of a session", READ);
    }

    private void saturate(String what, Asked asked) {
        List<Round> rounds =
                Stream.generate(() -> round(asked)).limit(ROUNDS).sorted().toList();
        Round median = rounds.get(ROUNDS / 2);
        OUT.printf(
                Locale.ROOT,
                "%s: %.0f/s (rounds %.0f to %.0f), p99 %.1f ms; CPU s per 10k: service %.2f, PostgreSQL %.2f, Redis %.2f%n",
                what,
                median.perSecond(),
                rounds.getFirst().perSecond(),
                rounds.getLast().perSecond(),
                median.p99(),
                median.service(),
                median.postgres(),
                median.redis());
    }

    /** What is asked of each of the sessions in turn. */
    private record Asked(String method, String path, String body) {}

    /** CPU seconds are for 10,000 requests. */
    private record Round(double perSecond, double p99, double service, double postgres, double redis)
            implements Comparable<Round> {
        @Override
        public int compareTo(Round other) {
            return Double.compare(perSecond, other.perSecond);
        }
    }

    private Round round(Asked asked) {
        double cpu = service.cpuSeconds();
        double postgres = stand.postgresCpuSeconds();
        double redis = stand.redisCpuSeconds();
        Wrk.Result result = load(asked, SECONDS);
        double tenThousands = result.requests() / 10_000.0;
        return new Round(
                result.perSecond(),
                result.p99Millis(),
                (service.cpuSeconds() - cpu) / tenThousands,
                (stand.postgresCpuSeconds() - postgres) / tenThousands,
                (stand.redisCpuSeconds() - redis) / tenThousands);
    }

    /** The token in the script lives for less than two minutes. */
    private Wrk.Result load(Asked asked, int seconds) {
        String text = """
                local paths = {%s}
                local at = math.random(#paths)
                wrk.method = "%s"
                wrk.body = '%s'
                wrk.headers["Content-Type"] = "application/json"
                wrk.headers["Authorization"] = "%s"
                request = function()
                    at = at %% #paths + 1
                    return wrk.format(nil, paths[at])
                end
                """.formatted(
                        sessions.stream()
                                .map(id -> "\"/v1/sessions/" + id + asked.path() + '"')
                                .collect(Collectors.joining(",")),
                        asked.method(),
                        asked.body(),
                        tokens.bearer(organization));
        Home.writePrivate(script, text);
        return Wrk.run(service.url(), script, seconds);
    }

    private Latency steady(int perSecond, int seconds) {
        String bearer = tokens.bearer(organization);
        return Latency.of(SteadyLoad.run(
                service.port(),
                connection -> Wire.post("/v1/sessions/" + sessions.get(connection) + APPEND.path(), bearer, BODY),
                SESSIONS,
                perSecond,
                seconds));
    }

    private String create() {
        HttpRequest request = HttpRequest.newBuilder(URI.create(service.url() + "/v1/sessions"))
                .header("Authorization", tokens.bearer(organization))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            String answer =
                    client.send(request, HttpResponse.BodyHandlers.ofString()).body();
            Matcher id = ID.matcher(answer);
            if (!id.find()) {
                throw new IllegalStateException("no session: " + answer);
            }
            return id.group(1);
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    /** Writers go on meanwhile, at a rate that leaves room. */
    private void expire() throws SQLException {
        service.warmUp(() -> load(APPEND, 5));
        Latency alone = steady(WRITES_PER_SECOND, AHEAD_SECONDS / 2);
        UUID other = UUID.randomUUID();
        try (Connection database = stand.database().connect()) {
            try (PreparedStatement fill = database.prepareStatement(FILL)) {
                fill.setObject(1, other);
                fill.setInt(2, AHEAD_SECONDS);
                fill.setInt(3, DUE);
                long due = System.nanoTime() + AHEAD_SECONDS * 1_000_000_000L;
                fill.executeUpdate();
                rest(due - System.nanoTime());
                CompletableFuture<Latency> beside =
                        CompletableFuture.supplyAsync(() -> steady(WRITES_PER_SECOND, AHEAD_SECONDS / 2));
                while (left(database, other) > 0) {
                    rest(50_000_000L);
                }
                double seconds = (System.nanoTime() - due) / 1e9;
                Latency written = beside.join();
                OUT.printf(
                        Locale.ROOT,
                        "%d sessions expired in %.1f s; appends at %d/s meanwhile: p99 %.2f ms (alone %.2f ms)%n",
                        DUE,
                        seconds,
                        WRITES_PER_SECOND,
                        written.p99(),
                        alone.p99());
                OUT.printf("goal: %d s%n", GOAL_EXPIRY_SECONDS);
            }
        }
    }

    private static long left(Connection database, UUID organization) throws SQLException {
        try (PreparedStatement query = database.prepareStatement(LEFT)) {
            query.setObject(1, organization);
            try (ResultSet rows = query.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    private static void rest(long nanos) {
        long end = System.nanoTime() + nanos;
        for (long wait = nanos; wait > 0; wait = end - System.nanoTime()) {
            LockSupport.parkNanos(wait);
        }
    }
}
