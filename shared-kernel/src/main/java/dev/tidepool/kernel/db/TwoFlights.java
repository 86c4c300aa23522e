package dev.tidepool.kernel.db;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A transaction in two round trips instead of four: {@code BEGIN} travels with the reads, {@code COMMIT} with the writes. For
 * transactions that hold a lock which others wait for.
 */
public final class TwoFlights {

    private TwoFlights() {}

    /**
     * Commits when all goes well. When a read or a write fails, nothing is stored: PostgreSQL answers the {@code COMMIT} of a
     * transaction in which a statement failed with a rollback.
     *
     * @param reads subscribed to together, each a single statement
     * @param writes of what was read: subscribed to together, each a single statement whose failure it passes on. What one sent
     *     after another's answer would come after the {@code COMMIT}
     * @return what was read
     */
    public static <R> Uni<R> transaction(
            Pool pool, Function<SqlConnection, Uni<R>> reads, BiFunction<SqlConnection, R, List<Uni<Void>>> writes) {
        return pool.withConnection(connection -> together(run(connection, "BEGIN"), reads.apply(connection))
                .map(read -> new Read<>(read, writes.apply(connection, read)))
                .onFailure()
                .call(() -> rollBack(connection))
                .chain(read -> allOf(read.writes(), connection).replaceWith(read.value()))
                .onCancellation()
                .call(() -> rollBack(connection)));
    }

    private record Read<R>(R value, List<Uni<Void>> writes) {}

    private static <R> Uni<R> together(Uni<Void> begin, Uni<R> reads) {
        return Uni.combine().all().unis(begin, reads).asTuple().map(answers -> answers.getItem2());
    }

    private static Uni<Void> allOf(List<Uni<Void>> writes, SqlConnection connection) {
        return Uni.combine()
                .all()
                .unis(Stream.concat(writes.stream(), Stream.of(run(connection, "COMMIT")))
                        .toList())
                .discardItems();
    }

    private static Uni<Void> rollBack(SqlConnection connection) {
        return run(connection, "ROLLBACK").onFailure().recoverWithNull();
    }

    private static Uni<Void> run(SqlConnection connection, String statement) {
        return connection.query(statement).execute().replaceWithVoid();
    }
}
