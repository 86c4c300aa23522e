package dev.tidepool.load;

import dev.tidepool.local.Home;
import dev.tidepool.local.process.StopMode;
import dev.tidepool.local.suite.Service;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The packaged social service over a filled database. The data stays in {@code deploy/load/target} for the next runs of the
 * same scale; what is older than some hours is made anew, as lists look back from now.
 */
final class SocialSite implements AutoCloseable {
    private static final long SEED = 20_260_101;
    private static final Duration TOKEN_KEPT = Duration.ofMinutes(1);
    private static final Duration FRESH = Duration.ofHours(6);
    private static final PrintStream OUT = System.out;

    private final Map<UUID, KeptToken> kept = new ConcurrentHashMap<>();
    private final Stand stand;
    private final Tokens tokens;
    private final Program service;

    private SocialSite(Stand stand, Tokens tokens, Program service) {
        this.stand = stand;
        this.tokens = tokens;
        this.service = service;
    }

    static SocialSite open(Path root, double part) throws IOException, SQLException {
        Path directory = root.resolve("deploy/load/target/social-" + part);
        Path filled = directory.resolve("filled");
        if (!isFresh(filled)) {
            delete(directory);
        }
        Files.createDirectories(directory);
        Path password = directory.resolve("password");
        if (!Files.exists(password)) {
            Home.writePrivate(password, Stand.random(24));
        }
        Tokens tokens = new Tokens();
        Stand stand = new Stand(new Home(root, directory), Files.readString(password), Service.SOCIAL);
        Instant end = Instant.now();
        boolean isFilled = Files.exists(filled);
        if (!isFilled) {
            // It makes its schema, and must not be there while that is filled.
            start(stand, tokens).stop(StopMode.ORDERLY);
            new SocialFill(stand.database())
                    .fill(SocialScale.of(part), SEED, ChronoUnit.MICROS.between(Instant.EPOCH, end));
        }
        SocialSite site = new SocialSite(stand, tokens, start(stand, tokens));
        if (!isFilled) {
            site.require();
            Files.writeString(filled, end.toString());
        }
        return site;
    }

    /** That the data is as the service would have made it; if not, nothing is left running. */
    private void require() throws IOException, SQLException {
        boolean isRight = false;
        try {
            check();
            isRight = true;
        } finally {
            if (!isRight) {
                close();
            }
        }
    }

    private static Program start(Stand stand, Tokens tokens) {
        return stand.packaged(Service.SOCIAL, Map.of("TIDEPOOL_GATEWAY_MANAGEMENT_URL", tokens.url()));
    }

    private static boolean isFresh(Path filled) throws IOException {
        return Files.exists(filled)
                && Instant.parse(Files.readString(filled)).isAfter(Instant.now().minus(FRESH));
    }

    private static void delete(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> paths = Files.walk(directory)) {
                for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    /** Counts samples again, and has the service itself compute ranks: a vote that is taken back leaves what was there. */
    private void check() throws IOException, SQLException {
        long start = System.nanoTime();
        try (Connection database = stand.database().connect()) {
            SocialCheck.require(database);
        }
        UUID voter =
                ids("SELECT id FROM social.agents ORDER BY karma, id LIMIT 1").getFirst();
        for (String kind : List.of("post", "comment")) {
            for (UUID target : ids("""
                    SELECT id FROM social.%ss AS target WHERE NOT is_deleted AND author_id <> '%s'
                      AND NOT EXISTS (SELECT FROM social.votes WHERE target_id = target.id AND agent_id = '%s')
                    ORDER BY score DESC, id LIMIT 20""".formatted(kind, voter, voter))) {
                requireSame(kind, target, voter);
            }
        }
        OUT.printf("%6.1f s  checked%n", (System.nanoTime() - start) / 1e9);
    }

    private void requireSame(String kind, UUID target, UUID voter) throws IOException, SQLException {
        String row = "SELECT (%s, upvotes, downvotes)::text FROM social.%ss WHERE id = '%s'"
                .formatted(kind.equals("post") ? "hot_score" : "best_rank, controversy_rank", kind, target);
        String before = value(row);
        byte[] vote = Wire.post("/api/v1/" + kind + "s/" + target + "/upvote", tokens.agent(voter), "{}");
        try (Wire wire = new Wire(service.port())) {
            wire.exchange(vote);
            wire.exchange(vote);
        }
        if (!before.equals(value(row))) {
            throw new IllegalStateException(
                    kind + " " + target + " was " + before + ", the service says " + value(row));
        }
    }

    Program service() {
        return service;
    }

    Stand stand() {
        return stand;
    }

    /** Of a query's first column. */
    List<UUID> ids(String sql) throws SQLException {
        List<UUID> ids = new ArrayList<>();
        try (Connection database = stand.database().connect();
                ResultSet rows = database.createStatement().executeQuery(sql)) {
            while (rows.next()) {
                ids.add(rows.getObject(1, UUID.class));
            }
        }
        return ids;
    }

    /** A query's one value. */
    String value(String sql) throws SQLException {
        try (Connection database = stand.database().connect();
                ResultSet rows = database.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    /** A read by an agent; good for less than two minutes. */
    byte[] read(String path, UUID agent) {
        return Wire.read(path, tokenOf(agent));
    }

    byte[] post(String path, UUID agent, String json) {
        return Wire.post(path, tokenOf(agent), json);
    }

    /** As the gateway does: one for all that an agent asks for, and in time another. */
    private String tokenOf(UUID agent) {
        return kept.compute(
                        agent,
                        (id, known) ->
                                known != null && known.madeAt().plus(TOKEN_KEPT).isAfter(Instant.now())
                                        ? known
                                        : new KeptToken(tokens.agent(id), Instant.now()))
                .text();
    }

    private record KeptToken(String text, Instant madeAt) {}

    @Override
    public void close() {
        stand.close();
        tokens.close();
    }
}
