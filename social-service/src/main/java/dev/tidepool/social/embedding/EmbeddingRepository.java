package dev.tidepool.social.embedding;

import dev.tidepool.kernel.db.Rows;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Stores vectors. */
@ApplicationScoped
class EmbeddingRepository {

    private static final int HIDDEN_TOGETHER = 1000;

    /**
     * Instances share the queue: each passes over what another has taken. The newest texts come first, however many older ones wait. What
     * is not shown comes without a text.
     */
    static final String TAKE = """
            WITH taken AS (
                DELETE FROM social.embedding_queue
                WHERE seq IN (SELECT seq FROM social.embedding_queue WHERE NOT hides
                              ORDER BY id DESC LIMIT $1 FOR UPDATE SKIP LOCKED)
                RETURNING id, kind)
            SELECT DISTINCT t.id, t.kind,
                   left(CASE WHEN p.id IS NOT NULL
                             THEN coalesce(c.content, p.title || E'\\n' || coalesce(p.content, '')) END, 4000) AS text
            FROM taken t
            LEFT JOIN social.comments c ON t.kind = 'comment' AND c.id = t.id AND NOT c.is_deleted
            LEFT JOIN social.posts p
                ON p.id = CASE t.kind WHEN 'post' THEN t.id ELSE c.post_id END AND p.is_listed""";

    /** What was hidden while the model ran is not stored. */
    private static final String STORE = """
            INSERT INTO social.embeddings (id, kind, vector)
            SELECT n.id, n.kind, decode(n.vector, 'base64')
            FROM unnest($1::uuid[], $2::text[], $3::text[]) AS n (id, kind, vector)
            LEFT JOIN social.comments c ON n.kind = 'comment' AND c.id = n.id AND NOT c.is_deleted
            JOIN social.posts p ON p.id = CASE n.kind WHEN 'post' THEN n.id ELSE c.post_id END AND p.is_listed
            ORDER BY n.id
            ON CONFLICT (id) DO NOTHING""";

    /** What was shown again meanwhile keeps its vector. */
    private static final String HIDE = """
            WITH taken AS (
                DELETE FROM social.embedding_queue
                WHERE seq IN (SELECT seq FROM social.embedding_queue WHERE hides
                              ORDER BY seq LIMIT %d FOR UPDATE SKIP LOCKED)
                RETURNING id, kind),
            removed AS (
                DELETE FROM social.embeddings WHERE id IN (
                    SELECT t.id FROM taken t
                    LEFT JOIN social.comments c ON t.kind = 'comment' AND c.id = t.id AND NOT c.is_deleted
                    LEFT JOIN social.posts p
                        ON p.id = CASE t.kind WHEN 'post' THEN t.id ELSE c.post_id END AND p.is_listed
                    WHERE p.id IS NULL))
            SELECT count(*) FROM taken""".formatted(HIDDEN_TOGETHER);

    private static final String REMOVE = "DELETE FROM social.embeddings WHERE id = ANY ($1)";

    private static final String LAG = """
            SELECT coalesce(extract(epoch FROM now() - min(queued_at)), 0)::float8 AS seconds
            FROM (SELECT queued_at FROM social.embedding_queue ORDER BY seq LIMIT 1) oldest""";

    /** Page by page from the newest text back. */
    private static final String NEWEST = """
            SELECT id, kind, seq, vector FROM social.embeddings WHERE id < $1 ORDER BY id DESC LIMIT $2""";

    /** Those of the last moments may not be all there yet: their places are given before they are stored. */
    private static final String SINCE = """
            SELECT id, kind, seq, vector FROM social.embeddings
            WHERE seq > $1 AND stored_at < clock_timestamp() - interval '500 milliseconds' ORDER BY seq LIMIT $2""";

    private static final String OF = """
            SELECT id, kind, seq, vector FROM social.embeddings WHERE id = ANY ($1) AND seq <= $2""";

    private static final String NEAREST_THERE = """
            SELECT to_regprocedure('social.nearest(bytea, text[], bigint, integer)') IS NOT NULL AS there""";

    private static final String NEAREST = """
            SELECT id, kind, similarity FROM social.nearest(decode($1, 'base64'), $2, $3, $4)""";

    /** The last place up to which all is there: those of the last moments may not be, see {@link #SINCE}. */
    private static final String SETTLED = """
            SELECT coalesce((SELECT seq FROM social.embeddings WHERE stored_at < clock_timestamp() - interval '500 milliseconds'
                             ORDER BY seq DESC LIMIT 1), 0) AS seq""";

    private static final String LAST = "SELECT coalesce(max(seq), 0) AS seq FROM social.embeddings";

    private final Pool pool;

    EmbeddingRepository(Pool pool) {
        this.pool = pool;
    }

    /** Takes at most so many from the queue and does this with them in one transaction. */
    Uni<Integer> take(int most, Function<List<QueuedText>, Uni<List<Embedding>>> embedding) {
        return pool.withTransaction(transaction -> transaction
                .preparedQuery(TAKE)
                .execute(Tuple.of(most))
                .map(rows -> Rows.list(rows, EmbeddingRepository::queuedOf))
                .call(taken -> settle(transaction, taken, embedding))
                .map(List::size));
    }

    private static Uni<Void> settle(
            SqlConnection transaction,
            List<QueuedText> taken,
            Function<List<QueuedText>, Uni<List<Embedding>>> embedding) {
        List<QueuedText> shown =
                taken.stream().filter(text -> text.text().isPresent()).toList();
        UUID[] hidden = taken.stream()
                .filter(text -> text.text().isEmpty())
                .map(text -> text.id().value())
                .toArray(UUID[]::new);
        Uni<Void> removed = hidden.length == 0
                ? Uni.createFrom().voidItem()
                : transaction.preparedQuery(REMOVE).execute(Tuple.of(hidden)).replaceWithVoid();
        return shown.isEmpty()
                ? removed
                : removed.chain(() -> embedding.apply(shown)).chain(vectors -> store(transaction, vectors));
    }

    private static Uni<Void> store(SqlConnection transaction, List<Embedding> vectors) {
        return transaction
                .preparedQuery(STORE)
                .execute(Tuple.of(
                        vectors.stream().map(one -> one.id().value()).toArray(UUID[]::new),
                        vectors.stream().map(Embedding::kind).toArray(String[]::new),
                        vectors.stream().map(one -> one.vector().base64()).toArray(String[]::new)))
                .replaceWithVoid();
    }

    /** Takes the vectors of a batch of texts away that are not shown any more. True when there may be more. */
    Uni<Boolean> hide() {
        return pool.preparedQuery(HIDE)
                .execute()
                .map(rows -> rows.iterator().next().getLong(0) == HIDDEN_TOGETHER);
    }

    /** How long the text has waited that has waited the longest. */
    Uni<Double> lagSeconds() {
        return pool.preparedQuery(LAG)
                .execute()
                .map(rows -> rows.iterator().next().getDouble("seconds"));
    }

    /** The newest texts before this one. */
    Uni<List<Embedded>> newest(TextId before, int most) {
        return list(NEWEST, Tuple.of(before.value(), most));
    }

    /** What was stored after this place. */
    Uni<List<Embedded>> since(long seq, int most) {
        return list(SINCE, Tuple.of(seq, most));
    }

    /** Those of these texts that were stored until the bound. */
    Uni<List<Embedded>> of(Collection<TextId> ids, long until) {
        return ids.isEmpty()
                ? Uni.createFrom().item(List.of())
                : list(OF, Tuple.of(ids.stream().map(TextId::value).toArray(UUID[]::new), until));
    }

    /** Whether the database itself finds near vectors. */
    Uni<Boolean> findsNearest() {
        return pool.preparedQuery(NEAREST_THERE)
                .execute()
                .map(rows -> rows.iterator().next().getBoolean("there"));
    }

    /** As the database finds them; only where it does. */
    Uni<List<Near>> nearest(Vector sought, Collection<String> kinds, long until, int most) {
        return pool.preparedQuery(NEAREST)
                .execute(Tuple.of(sought.base64(), kinds.toArray(String[]::new), until, most))
                .map(rows -> Rows.list(
                        rows,
                        row -> new Near(
                                new TextId(row.getUUID("id")), row.getString("kind"), row.getDouble("similarity"))));
    }

    /** The last place that was given. */
    Uni<Long> last() {
        return place(LAST);
    }

    /** The last place before which nothing is stored any more. */
    Uni<Long> settled() {
        return place(SETTLED);
    }

    private Uni<Long> place(String sql) {
        return pool.preparedQuery(sql)
                .execute()
                .map(rows -> rows.iterator().next().getLong("seq"));
    }

    private Uni<List<Embedded>> list(String sql, Tuple values) {
        return pool.preparedQuery(sql)
                .execute(values)
                .map(rows -> Rows.list(
                        rows,
                        row -> new Embedded(
                                new TextId(row.getUUID("id")),
                                row.getString("kind"),
                                row.getLong("seq"),
                                Vector.ofBytes(row.getBuffer("vector").getBytes()))));
    }

    private static QueuedText queuedOf(Row row) {
        return new QueuedText(
                new TextId(row.getUUID("id")), row.getString("kind"), Optional.ofNullable(row.getString("text")));
    }
}
