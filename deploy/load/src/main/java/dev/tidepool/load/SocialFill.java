package dev.tidepool.load;

import dev.tidepool.local.store.DatabaseUrl;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Fills an empty schema of the social service, which nobody uses meanwhile: rows without triggers and with few indexes, then
 * what the triggers and jobs would have made of them in statements of sets, then the indexes.
 */
final class SocialFill {
    private static final PrintStream OUT = System.out;
    private static final int WORKERS = 2;

    /** Without triggers, foreign keys' among them; nothing need survive a crash of a half-filled database. */
    private static final String QUICK = "SET session_replication_role = replica; SET synchronous_commit = off;"
            + " SET maintenance_work_mem = '512MB'; SET max_parallel_maintenance_workers = 1; SET work_mem = '128MB'";

    /** Those that nothing refers to; the other keys stay. */
    private static final String CONSTRAINTS = """
            SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname),
                   format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
            FROM pg_constraint
            WHERE connamespace = 'social'::regnamespace AND contype IN ('p', 'u')
              AND conrelid::regclass::text IN ('social.votes', 'social.follows', 'social.subscriptions', 'social.texts',
                                               'social.notifications', 'social.trends')""";

    private static final String INDEXES = """
            SELECT format('DROP INDEX %s', indexrelid::regclass), pg_get_indexdef(indexrelid)
            FROM pg_index JOIN pg_class t ON t.oid = indrelid
            WHERE t.relnamespace = 'social'::regnamespace
              AND t.relname IN ('agents', 'posts', 'comments', 'votes', 'follows', 'subscriptions', 'texts', 'notifications', 'trends')
              AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)
            ORDER BY pg_get_indexdef(indexrelid) LIKE '%USING gin%' DESC""";

    private static final List<String> TABLES = List.of(
            "texts",
            "posts",
            "votes",
            "comments",
            "follows",
            "notifications",
            "subscriptions",
            "agents",
            "submolts",
            "moderators",
            "trends",
            "trend_sums",
            "daily_activity",
            "agent_activity",
            "submolt_activity");

    private final DatabaseUrl database;
    private final List<String> remade = new ArrayList<>();

    SocialFill(DatabaseUrl database) {
        this.database = database;
    }

    /** @param end of what happens there, in microseconds since 1970 */
    SocialWorld fill(SocialScale scale, long seed, long end) throws SQLException {
        long start = System.nanoTime();
        try (Connection connection = quick()) {
            run(connection, "ALTER SYSTEM SET max_wal_size = '16GB'");
            run(connection, "ALTER SYSTEM SET checkpoint_timeout = '1h'");
            run(connection, "ALTER SYSTEM SET autovacuum = off");
            run(connection, "SELECT pg_reload_conf()");
            SocialWorld world = new SocialWorld(scale, seed, end);
            SocialTies ties = new SocialTies(scale, world.agents, seed);
            SocialTables tables = new SocialTables(world, ties, SocialText.of(connection, seed), seed);
            said(start, "drawn");
            takeIndexes(connection, CONSTRAINTS);
            takeIndexes(connection, INDEXES);
            rows(world, tables);
            said(start, "rows");
            together(SocialDerived.statements().stream()
                    .map(sql -> task(one -> run(one, sql)))
                    .toList());
            said(start, "what follows from them");
            together(remade.stream().map(sql -> task(one -> run(one, sql))).toList());
            run(connection, "SELECT social.recount_trend_sums()");
            said(start, "indexes");
            together(TABLES.stream()
                    .map(table -> task(one -> run(one, "VACUUM (ANALYZE, FREEZE) social." + table)))
                    .toList());
            run(connection, "ALTER SYSTEM RESET ALL");
            run(connection, "SELECT pg_reload_conf()");
            run(connection, "CHECKPOINT");
            said(start, "statistics");
            return world;
        }
    }

    private void rows(SocialWorld world, SocialTables tables) {
        together(List.of(
                task(one -> {
                    try (Connection other = quick()) {
                        tables.posts(one, other);
                    }
                }),
                task(one -> tables.votes(one, world.posts, "post")),
                task(one -> {
                    try (Connection other = quick()) {
                        tables.comments(one, other);
                    }
                }),
                task(tables::follows),
                task(one -> tables.votes(one, world.comments, "comment")),
                task(tables::agents),
                task(tables::submolts),
                task(tables::subscriptions)));
    }

    private void takeIndexes(Connection connection, String query) throws SQLException {
        List<String> drops = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                drops.add(rows.getString(1));
                remade.add(rows.getString(2));
            }
        }
        for (String drop : drops) {
            run(connection, drop);
        }
    }

    /** What one worker does on a connection of its own. */
    @FunctionalInterface
    private interface Work {
        void on(Connection connection) throws SQLException;
    }

    private Callable<Void> task(Work work) {
        return () -> {
            try (Connection connection = quick()) {
                work.on(connection);
                return null;
            }
        };
    }

    /** Begun in this order, as many at once as there are processors. */
    private static void together(List<Callable<Void>> tasks) {
        Queue<Callable<Void>> left = new ConcurrentLinkedQueue<>(tasks);
        Callable<Void> worker = () -> {
            for (Callable<Void> task = left.poll(); task != null; task = left.poll()) {
                task.call();
            }
            return null;
        };
        try (ExecutorService pool = Executors.newFixedThreadPool(WORKERS)) {
            for (Future<Void> done : pool.invokeAll(List.of(worker, worker))) {
                done.get();
            }
        } catch (InterruptedException | ExecutionException failure) {
            throw new IllegalStateException("the site could not be filled", failure);
        }
    }

    private Connection quick() throws SQLException {
        Connection connection = database.connect();
        run(connection, QUICK);
        return connection;
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void said(long start, String what) {
        OUT.printf(Locale.ROOT, "%6.1f s  %s%n", (System.nanoTime() - start) / 1e9, what);
    }
}
