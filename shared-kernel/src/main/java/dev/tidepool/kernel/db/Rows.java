package dev.tidepool.kernel.db;

import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/** Turns a result's rows into values. Pure. */
public final class Rows {

    private Rows() {}

    /** Every row, in the order of the result. */
    public static <T> List<T> list(RowSet<Row> rows, Function<Row, T> mapping) {
        return StreamSupport.stream(rows.spliterator(), false).map(mapping).toList();
    }

    /** The first row, or empty when there is none. */
    public static <T> Optional<T> first(RowSet<Row> rows, Function<Row, T> mapping) {
        return rows.size() == 0
                ? Optional.empty()
                : Optional.of(mapping.apply(rows.iterator().next()));
    }
}
