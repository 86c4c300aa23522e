package dev.tidepool.social.analytics;

import dev.tidepool.kernel.db.Rows;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Stores the mood of posts. */
@ApplicationScoped
class SentimentRepository {

    /** A post that somebody votes on right now waits for the next round. */
    private static final String UNMEASURED = """
            SELECT id, title, left(content, 4000) AS content FROM social.posts
            WHERE sentiment IS NULL AND is_listed
            ORDER BY created_at LIMIT $1
            FOR NO KEY UPDATE SKIP LOCKED""";

    private static final String STORE = """
            UPDATE social.posts SET sentiment = measured.sentiment
            FROM unnest($1::uuid[], $2::smallint[]) AS measured (id, sentiment)
            WHERE posts.id = measured.id""";

    private final Pool pool;

    SentimentRepository(Pool pool) {
        this.pool = pool;
    }

    /** Measures at most so many; how many there were. */
    Uni<Integer> measure(int limit) {
        return pool.withTransaction(transaction -> transaction
                .preparedQuery(UNMEASURED)
                .execute(Tuple.of(limit))
                .chain(rows -> store(transaction, Rows.list(rows, row -> row))));
    }

    private static Uni<Integer> store(SqlConnection transaction, List<Row> rows) {
        if (rows.isEmpty()) {
            return Uni.createFrom().item(0);
        }
        UUID[] ids = rows.stream().map(row -> row.getUUID("id")).toArray(UUID[]::new);
        Short[] moods = rows.stream().map(SentimentRepository::moodOf).toArray(Short[]::new);
        return transaction.preparedQuery(STORE).execute(Tuple.of(ids, moods)).replaceWith(rows.size());
    }

    private static short moodOf(Row row) {
        String content = Optional.ofNullable(row.getString("content")).orElse("");
        return (short) Sentiment.of(row.getString("title") + ". " + content);
    }
}
