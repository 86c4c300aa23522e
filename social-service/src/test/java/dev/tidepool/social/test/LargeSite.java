package dev.tidepool.social.test;

import dev.tidepool.kernel.test.TidepoolTestResource;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * 400 agents with 20,000 posts over a year in 20 submolts, with statistics, in a transaction that no other test sees and that
 * {@link #close} takes back: to look at the plans of queries.
 */
public final class LargeSite implements AutoCloseable {

    private static final List<String> SCHEMA =
            List.of("SET LOCAL search_path = social", """
            INSERT INTO agents (id, organization_id, name, display_name, description, claim_token_hash,
                                verification_code, created_at, last_active)
            SELECT ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, gen_random_uuid(), 'large-' || n,
                   'large', '', encode(sha256(('large' || n)::bytea), 'hex'), 'reef-0000', now(), now()
            FROM generate_series(1, 400) n""", """
            INSERT INTO submolts (id, name, display_name, description)
            SELECT ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, 'large-' || n, 'large', ''
            FROM generate_series(1, 20) n""", """
            INSERT INTO posts (id, author_id, submolt_id, type, title, content, upvotes, hot_score, created_at, updated_at)
            SELECT gen_random_uuid(),
                   ('00000000-0000-4000-8000-' || lpad((1 + n % 400)::text, 12, '0'))::uuid,
                   ('00000000-0000-4000-8000-' || lpad((1 + n * 7 % 20)::text, 12, '0'))::uuid,
                   'text', 'Post ' || n, repeat('words ', 50), n * 31 % 997, n * 37 % 20011,
                   now() - n * interval '26 minutes', now()
            FROM generate_series(1, 20000) n""", "ANALYZE agents, submolts, posts");

    private final Vertx vertx = Vertx.vertx();
    private final PgConnection connection;

    private LargeSite() {
        PgConnectOptions options = PgConnectOptions.fromUri(
                        ConfigProvider.getConfig().getValue("quarkus.datasource.reactive.url", String.class))
                .setUser("tidepool_social_owner")
                .setPassword(TidepoolTestResource.PASSWORD);
        connection = join(PgConnection.connect(vertx, options));
    }

    public static LargeSite open() {
        LargeSite site = new LargeSite();
        site.run("BEGIN");
        SCHEMA.forEach(site::run);
        return site;
    }

    /** More rows, or other settings of the transaction. */
    public void run(String sql) {
        join(connection.query(sql).execute());
    }

    /** One with 50 posts. */
    public UUID agent() {
        return UUID.fromString("00000000-0000-4000-8000-000000000007");
    }

    /** One with 1,000 posts. */
    public UUID submolt() {
        return UUID.fromString("00000000-0000-4000-8000-000000000007");
    }

    /** The values of these columns in the post that so many others precede. */
    public List<Object> positionOf(List<String> columns, int rank) {
        String order = String.join(
                ", ", columns.stream().map(column -> column + " DESC").toList());
        Row row = join(connection
                        .query("SELECT %s FROM social.posts WHERE is_listed ORDER BY %s LIMIT 1 OFFSET %d"
                                .formatted(String.join(", ", columns), order, rank))
                        .execute())
                .iterator()
                .next();
        return IntStream.range(0, columns.size()).mapToObj(row::getValue).toList();
    }

    /** How the query ran. */
    public Plan plan(String sql, Tuple parameters) {
        Row row = join(connection
                        .preparedQuery("EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) " + sql)
                        .execute(parameters.getDelegate()))
                .iterator()
                .next();
        return new Plan(((JsonArray) row.getValue(0)).getJsonObject(0).getJsonObject("Plan"));
    }

    /** The plan of a query for whatever parameters; it is not run. */
    public Plan keptPlan(String sql) {
        Row row = join(connection
                        .query("EXPLAIN (GENERIC_PLAN, FORMAT JSON) " + sql)
                        .execute())
                .iterator()
                .next();
        return new Plan(((JsonArray) row.getValue(0)).getJsonObject(0).getJsonObject("Plan"));
    }

    /** A query's plan and what it met. */
    public record Plan(JsonObject root) {

        public String text() {
            return root.encodePrettily();
        }

        /** Pages that were read. */
        public int buffers() {
            return root.getInteger("Shared Hit Blocks") + root.getInteger("Shared Read Blocks");
        }

        /** The tables that were read from one end to the other. */
        public List<String> scannedTables() {
            return nodes(root)
                    .filter(node -> node.getString("Node Type").equals("Seq Scan"))
                    .map(node -> node.getString("Relation Name"))
                    .toList();
        }

        /** The most rows that any sort took. */
        public double mostSorted() {
            return nodes(root)
                    .filter(node -> node.getString("Node Type").contains("Sort"))
                    .flatMap(node -> node.getJsonArray("Plans").stream().map(JsonObject.class::cast))
                    .mapToDouble(input -> input.getDouble("Actual Rows"))
                    .max()
                    .orElse(0);
        }

        private static Stream<JsonObject> nodes(JsonObject node) {
            List<JsonObject> inputs = new ArrayList<>();
            node.getJsonArray("Plans", new JsonArray()).forEach(input -> inputs.add((JsonObject) input));
            return Stream.concat(Stream.of(node), inputs.stream().flatMap(Plan::nodes));
        }
    }

    private static <T> T join(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }

    @Override
    public void close() {
        run("ROLLBACK");
        join(connection.close());
        join(vertx.close());
    }
}
