package dev.tidepool.social.search;

import dev.tidepool.kernel.db.Rows;
import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.social.embedding.TextId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Searches. Whatever a client writes is a query to {@code websearch_to_tsquery}: it refuses nothing. */
@ApplicationScoped
class SearchRepository {

    private static final String HITS = "SELECT id, kind, rank FROM social.word_hits($1, $2, $3, $4, $5)";

    /** Of ranked texts the first that may be shown; the page is cut before its texts are read and highlighted. */
    private static final String SHOWN = """
            WITH page AS (
                SELECT f.id, f.kind, f.place
                FROM unnest($2::uuid[], $3::text[]) WITH ORDINALITY AS f (id, kind, place)
                WHERE CASE f.kind
                      WHEN 'post' THEN EXISTS (SELECT FROM social.posts p WHERE p.id = f.id AND p.is_listed)
                      ELSE EXISTS (SELECT FROM social.comments c JOIN social.posts p ON p.id = c.post_id
                                   WHERE c.id = f.id AND NOT c.is_deleted AND p.is_listed) END
                ORDER BY f.place
                LIMIT $4)
            SELECT g.place, CASE g.kind WHEN 'post' THEN p.title END AS title,
                   coalesce(c.content, p.content, '') AS content,
                   ts_headline('english', left(coalesce(c.content, p.title || E'\\n' || coalesce(p.content, '')), 5000),
                               websearch_to_tsquery('english', $1),
                               'StartSel=**, StopSel=**, MaxFragments=2, MaxWords=30, MinWords=10') AS highlight,
                   coalesce(c.upvotes, p.upvotes) AS upvotes, coalesce(c.downvotes, p.downvotes) AS downvotes,
                   coalesce(c.created_at, p.created_at) AS created_at, a.id AS author_id, a.name AS author_name,
                   p.id AS post_id, p.title AS post_title,
                   s.id AS submolt_id, s.name AS submolt_name, s.display_name AS submolt_display_name
            FROM page g
            LEFT JOIN social.comments c ON g.kind = 'comment' AND c.id = g.id
            JOIN social.posts p ON p.id = coalesce(c.post_id, g.id)
            JOIN social.agents a ON a.id = coalesce(c.author_id, p.author_id)
            JOIN social.submolts s ON s.id = p.submolt_id
            ORDER BY g.place""";

    /** Similarity as pg_trgm has it: shared trigrams among all of both. Less than a fifth is no likeness. */
    private static final String NAMES = """
            SELECT * FROM (
                SELECT n.id, n.name, n.display_name, n.description, n.%2$s AS members,
                       shared.count::float8 / (cardinality(n.name_trigrams) + cardinality(sought.trigrams) - shared.count)
                           AS similarity
                FROM (SELECT social.trigrams($1) AS trigrams) sought
                JOIN social.%1$s n ON n.name_trigrams && sought.trigrams %3$s
                CROSS JOIN LATERAL (SELECT count(*) FROM unnest(n.name_trigrams) one
                                    WHERE one = ANY (sought.trigrams)) shared) liked
            WHERE similarity >= 0.2 OR strpos(name, lower($1)) > 0
            ORDER BY similarity DESC, members DESC, id
            LIMIT $2""";

    private static final String AGENTS =
            NAMES.formatted("agents", "follower_count", "AND n.is_active AND n.deleted_at IS NULL");

    private static final String SUBMOLTS =
            NAMES.formatted("submolts", "subscriber_count", "AND n.verification_status = 'verified'");

    private final Pool pool;

    SearchRepository(Pool pool) {
        this.pool = pool;
    }

    /** The best by their words, of the newest with them. */
    Uni<List<RankedText>> hits(SearchRequest request, TextId newest, int candidates, int most) {
        Tuple values = Tuple.of(
                request.query(), request.type().kinds().toArray(String[]::new), newest.value(), candidates, most);
        return pool.preparedQuery(HITS)
                .execute(values)
                .map(rows -> Rows.list(rows, row -> {
                    double rank = row.getDouble("rank");
                    return new RankedText(new TextId(row.getUUID("id")), row.getString("kind"), rank, rank);
                }));
    }

    /** The first of these that may be shown, at most so many. */
    Uni<List<FoundText>> shown(String query, List<RankedText> ranked, int most) {
        Tuple values = Tuple.of(
                query,
                ranked.stream().map(text -> text.id().value()).toArray(UUID[]::new),
                ranked.stream().map(RankedText::kind).toArray(String[]::new),
                most);
        return pool.preparedQuery(SHOWN)
                .execute(values)
                .map(rows -> Rows.list(rows, row -> textOf(row, ranked.get(row.getInteger("place") - 1))));
    }

    /** Those with the likest name first. */
    Uni<List<FoundName>> agents(String name, int limit) {
        return names(AGENTS, name, limit);
    }

    /** Those with the likest name first. */
    Uni<List<FoundName>> submolts(String name, int limit) {
        return names(SUBMOLTS, name, limit);
    }

    private Uni<List<FoundName>> names(String sql, String name, int limit) {
        return pool.preparedQuery(sql)
                .execute(Tuple.of(name, limit))
                .map(rows -> Rows.list(
                        rows,
                        row -> new FoundName(
                                row.getUUID("id").toString(),
                                row.getString("name"),
                                row.getString("display_name"),
                                row.getString("description"),
                                row.getInteger("members"),
                                row.getDouble("similarity"))));
    }

    private static FoundText textOf(Row row, RankedText rank) {
        return new FoundText(
                rank,
                Optional.ofNullable(row.getString("title")),
                row.getString("content"),
                row.getString("highlight"),
                row.getInteger("upvotes"),
                row.getInteger("downvotes"),
                row.getOffsetDateTime("created_at").toInstant(),
                new FoundText.Author(new AgentId(row.getUUID("author_id")), row.getString("author_name")),
                new FoundText.About(new TextId(row.getUUID("post_id")), row.getString("post_title")),
                new FoundText.Place(
                        row.getUUID("submolt_id").toString(),
                        row.getString("submolt_name"),
                        row.getString("submolt_display_name")));
    }
}
