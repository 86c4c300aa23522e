package dev.tidepool.kernel.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.TidepoolTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
class TwoFlightsTest {

    /** More than there are connections. */
    private static final int MANY = 60;

    @Inject
    Pool pool;

    @Test
    void readsAndWritesAreOneTransactionThatIsCommitted() throws Throwable {
        List<String> written = new ArrayList<>();
        String read = run(
                TwoFlightsTest::transaction,
                (connection, id) -> Stream.of(1, 2)
                        .map(each ->
                                transaction(connection).invoke(written::add).replaceWithVoid())
                        .toList());
        assertThat(written).containsExactly(read, read);
        assertThat(statusOf(read)).isEqualTo("committed");
    }

    @Test
    void aFailedWriteUndoesTheOthersAndLeavesNoTransactionBehind() throws Throwable {
        List<String> begun = new ArrayList<>();
        for (int time = 0; time < MANY; time++) {
            assertThatThrownBy(() -> run(
                            connection -> transaction(connection).invoke(begun::add),
                            (connection, id) -> List.of(
                                    divideByZero(connection),
                                    transaction(connection).replaceWithVoid())))
                    .isInstanceOf(PgException.class)
                    .hasMessageContaining("division by zero");
        }
        assertThat(begun).hasSize(MANY);
        for (String id : begun) {
            assertThat(statusOf(id)).isEqualTo("aborted");
        }
        nothingIsLeftOpen();
    }

    @Test
    void aRefusalBetweenReadingAndWritingStoresNothing() throws Throwable {
        List<String> begun = new ArrayList<>();
        assertThatThrownBy(() -> run(connection -> transaction(connection).invoke(begun::add), (connection, id) -> {
                    throw new IllegalArgumentException("refused");
                }))
                .hasMessageContaining("refused");
        assertThat(statusOf(begun.getFirst())).isEqualTo("aborted");
        nothingIsLeftOpen();
    }

    private <R> R run(Function<SqlConnection, Uni<R>> reads, BiFunction<SqlConnection, R, List<Uni<Void>>> writes)
            throws Throwable {
        return VertxContextSupport.subscribeAndAwait(() -> TwoFlights.transaction(pool, reads, writes));
    }

    /** The number of the transaction that it runs in. */
    private static Uni<String> transaction(SqlConnection connection) {
        return connection
                .preparedQuery("SELECT pg_current_xact_id()::text AS id")
                .execute()
                .map(rows -> rows.iterator().next().getString("id"));
    }

    private static Uni<Void> divideByZero(SqlConnection connection) {
        return connection
                .preparedQuery("SELECT 1 / (1 - $1::int)")
                .execute(Tuple.of(1))
                .replaceWithVoid();
    }

    private String statusOf(String transaction) throws Throwable {
        return VertxContextSupport.subscribeAndAwait(
                () -> pool.preparedQuery("SELECT pg_xact_status($1::text::xid8) AS status")
                        .execute(Tuple.of(transaction))
                        .map(rows -> rows.iterator().next().getString("status")));
    }

    private void nothingIsLeftOpen() {
        Eventually.within(Duration.ofSeconds(20), () -> assertThat(open()).isZero());
    }

    private long open() {
        return pool.preparedQuery("""
                        SELECT count(*) AS open FROM pg_stat_activity
                        WHERE usename = current_user AND pid <> pg_backend_pid() AND state LIKE 'idle in transaction%'""")
                .execute()
                .map(rows -> rows.iterator().next().getLong("open"))
                .subscribe()
                .asCompletionStage()
                .toCompletableFuture()
                .join();
    }
}
