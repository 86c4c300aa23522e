package dev.tidepool.social.brand;

import dev.tidepool.kernel.db.Rows;
import dev.tidepool.kernel.id.AgentId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Takes texts that nobody has looked at, and stores what they mention, within one transaction. */
@ApplicationScoped
class QueueRepository {

    /** What was deleted before it was looked at is taken too, and no text comes of it. */
    private static final String TAKE = """
            WITH taken AS (
                DELETE FROM social.brand_queue WHERE id IN (
                    SELECT id FROM social.brand_queue ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED)
                RETURNING post_id, comment_id)
            SELECT DISTINCT ON (text_id) taken.post_id, taken.comment_id, coalesce(taken.comment_id, taken.post_id) AS text_id,
                CASE WHEN c.id IS NULL THEN p.author_id ELSE c.author_id END AS author_id,
                CASE WHEN c.id IS NULL THEN concat(p.title, '. ', p.content) ELSE c.content END AS content,
                CASE WHEN c.id IS NULL THEN p.created_at ELSE c.created_at END AS created_at
            FROM taken
            JOIN social.posts p ON p.id = taken.post_id AND p.is_listed
            LEFT JOIN social.comments c ON c.id = taken.comment_id
            WHERE taken.comment_id IS NULL OR NOT c.is_deleted""";

    private static final String TERMS = "SELECT id, words FROM social.brand_terms WHERE words[1] = ANY($1)";

    /** A text that comes again is not counted again; one that is older than the term neither, nor one above what a term has a day. */
    private static final String STORE = """
            INSERT INTO social.brand_mentions (term_id, text_id, post_id, comment_id, author_id, sentiment, created_at)
            SELECT t.id, $2, $3, $4, $5, $6, $7 FROM social.brand_terms t
            WHERE t.id = ANY($1) AND t.created_at <= $7 AND NOT EXISTS (
                SELECT FROM social.brand_mentions m
                WHERE m.term_id = t.id AND m.created_at > $7::timestamptz - interval '1 day' OFFSET $8 - 1)
            ON CONFLICT (term_id, text_id) DO NOTHING""";

    /** A text to look at. */
    record Text(
            MentionTextId id,
            MentionTextId post,
            Optional<MentionTextId> comment,
            AgentId author,
            String content,
            Instant createdAt) {}

    /** A term that may be in a text. */
    record Candidate(TermId id, List<String> words) {}

    Uni<List<Text>> take(SqlConnection transaction, int limit) {
        return transaction
                .preparedQuery(TAKE)
                .execute(Tuple.of(limit))
                .map(rows -> Rows.list(rows, QueueRepository::textOf));
    }

    /** Terms that begin with one of these words. */
    Uni<List<Candidate>> candidates(SqlConnection transaction, List<String> words) {
        return transaction
                .preparedQuery(TERMS)
                .execute(Tuple.of(words.toArray(String[]::new)))
                .map(rows -> Rows.list(
                        rows,
                        row -> new Candidate(new TermId(row.getUUID("id")), List.of(row.getArrayOfStrings("words")))));
    }

    /** How many of the terms it had not been known to mention. */
    Uni<Integer> store(SqlConnection transaction, Text text, List<TermId> terms, int sentiment, int mostPerDay) {
        Tuple values = Tuple.tuple()
                .addArrayOfUUID(terms.stream().map(TermId::value).toArray(UUID[]::new))
                .addUUID(text.id().value())
                .addUUID(text.post().value())
                .addUUID(text.comment().map(MentionTextId::value).orElse(null))
                .addUUID(text.author().value())
                .addShort((short) sentiment)
                .addOffsetDateTime(text.createdAt().atOffset(ZoneOffset.UTC))
                .addInteger(mostPerDay);
        return transaction.preparedQuery(STORE).execute(values).map(rows -> rows.rowCount());
    }

    private static Text textOf(Row row) {
        return new Text(
                new MentionTextId(row.getUUID("text_id")),
                new MentionTextId(row.getUUID("post_id")),
                Optional.ofNullable(row.getUUID("comment_id")).map(MentionTextId::new),
                new AgentId(row.getUUID("author_id")),
                Optional.ofNullable(row.getString("content")).orElse(""),
                row.getOffsetDateTime("created_at").toInstant());
    }
}
