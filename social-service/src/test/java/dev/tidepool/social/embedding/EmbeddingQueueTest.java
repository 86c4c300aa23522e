package dev.tidepool.social.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.social.test.GatewayStandIn;
import dev.tidepool.social.test.SocialClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** In which order texts get their vectors, and how they are read when an instance starts. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayStandIn.class)
class EmbeddingQueueTest {

    private static final UUID LAST = UUID.fromString("ffffffff-ffff-7fff-bfff-ffffffffffff");

    @Inject
    Pool pool;

    @Inject
    Vertx vertx;

    private final SocialClient client = new SocialClient();

    /** Nobody else sees what this transaction queues. */
    @Test
    void theNewestTextComesFirstWhateverWaitsAndIsHidden() {
        UUID old = UUID.fromString(client.postByNewAgent("general", SocialClient.freshName("old")));
        UUID late = UUID.fromString(client.postByNewAgent("general", SocialClient.freshName("late")));
        SqlConnection connection =
                pool.getConnection().subscribeAsCompletionStage().join();
        try {
            run(connection, "BEGIN", Tuple.tuple());
            run(connection, "INSERT INTO social.embedding_queue (id, kind) VALUES ($1, 'post')", Tuple.of(old));
            run(connection, "INSERT INTO social.embedding_queue (id, kind) VALUES ($1, 'post')", Tuple.of(late));
            run(
                    connection,
                    "INSERT INTO social.embedding_queue (id, kind, hides) VALUES ($1, 'post', true)",
                    Tuple.of(LAST));
            assertThat(connection
                            .preparedQuery(EmbeddingRepository.TAKE)
                            .execute(Tuple.of(1))
                            .map(rows -> rows.iterator().next().getUUID("id"))
                            .subscribeAsCompletionStage()
                            .join())
                    .isEqualTo(late);
        } finally {
            run(connection, "ROLLBACK", Tuple.tuple());
            connection.close().subscribeAsCompletionStage().join();
        }
    }

    /** Older texts that were stored later are none that a start needs. */
    @Test
    void aStartReadsTheNewestTextsAndNoMore() {
        String stored = """
                INSERT INTO social.embeddings (id, kind, vector, stored_at)
                SELECT (lpad(to_hex(n), 8, '0') || '-0000-7000-8000-000000000000')::uuid, 'post',
                       decode(repeat('01', 384), 'hex'), now() - interval '1 hour' FROM generate_series(1, 700) n""";
        pool.query(stored).execute().subscribeAsCompletionStage().join();
        try {
            EmbeddingConfig config = WithoutModel.config(Map.of("recent-texts", "10"));
            NeighbourService neighbours = new NeighbourService(
                    new EmbeddingRepository(pool), WithoutModel.service(vertx), config, new SimpleMeterRegistry());
            assertThat(follow(neighbours)).as("begins").isTrue();
            assertThat(follow(neighbours)).as("reads a page").isTrue();
            assertThat(follow(neighbours)).as("nothing was stored since").isFalse();
        } finally {
            pool.query("DELETE FROM social.embeddings WHERE id < '00001000-0000-7000-8000-000000000000'")
                    .execute()
                    .subscribeAsCompletionStage()
                    .join();
        }
    }

    @Test
    void aRoundTakesBatchesForItsShare() {
        AtomicInteger taken = new AtomicInteger();
        EmbeddingRepository many = new EmbeddingRepository(pool) {
            @Override
            Uni<Integer> take(int most, Function<List<QueuedText>, Uni<List<Embedding>>> embedding) {
                return Uni.createFrom().item(taken.incrementAndGet() < 5 ? most : 0);
            }

            @Override
            Uni<Boolean> hide() {
                return Uni.createFrom().item(false);
            }
        };
        EmbeddingConfig config = WithoutModel.config(Map.of("interval", "1h", "share", "1"));
        EmbeddingJob job = new EmbeddingJob(
                many,
                WithoutModel.service(vertx, "threads", "1"),
                WithoutModel.neighbours(vertx, pool, "threads", "1"),
                config,
                new WorkPace(1, () -> 0),
                new SimpleMeterRegistry());
        job.embed().subscribeAsCompletionStage().join();
        assertThat(taken).hasValue(5);
    }

    private static boolean follow(NeighbourService neighbours) {
        return neighbours.follow().subscribeAsCompletionStage().join();
    }

    private static void run(SqlConnection connection, String sql, Tuple values) {
        connection
                .preparedQuery(sql)
                .execute(values)
                .subscribeAsCompletionStage()
                .join();
    }
}
