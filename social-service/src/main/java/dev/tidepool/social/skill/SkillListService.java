package dev.tidepool.social.skill;

import dev.tidepool.kernel.db.DatabaseTime;
import dev.tidepool.kernel.db.Rows;
import dev.tidepool.kernel.digest.Sha256;
import dev.tidepool.kernel.page.CursorCodec;
import dev.tidepool.kernel.page.Page;
import dev.tidepool.kernel.page.PageLimit;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.social.input.PlainText;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lists and finds skills page by page. By the time of creation none comes twice and none is left out, whatever is written meanwhile; what
 * moves in the other orders between two pages may.
 */
@ApplicationScoped
public class SkillListService {

    private static final String SEARCH = "skill-search:";

    /** What moved each skill since; both are hours. */
    private static final String TRENDING = """
            (SELECT s.*, t.trend FROM
                (SELECT subject::uuid AS skill_id, sum(weight)::float8 AS trend FROM social.trends
                 WHERE kind = 'skill' AND hour >= $2 AND hour <= $3 GROUP BY subject HAVING sum(weight) > 0) t
             JOIN social.skills s ON s.id = t.skill_id) k""";

    /**
     * By words (English word forms) and by the groups of three characters that a name shares with what is sought: less than a fifth is
     * no likeness. The candidates, all of them listed, are cut before they are ranked.
     */
    private static final String FIND = """
            WITH q AS (SELECT websearch_to_tsquery('english', $1) AS query, social.trigrams(left($1, 64)) AS trigrams),
            candidates AS (
                (SELECT x.* FROM q JOIN social.skill_texts x ON x.document @@ q.query
                 JOIN social.skills s ON s.id = x.skill_id AND s.is_listed ORDER BY x.skill_id DESC LIMIT $2)
                UNION
                (SELECT x.* FROM q JOIN social.skill_texts x ON x.trigrams && q.trigrams
                 JOIN social.skills s ON s.id = x.skill_id AND s.is_listed ORDER BY x.skill_id DESC LIMIT $2)),
            ranked AS (
                SELECT c.skill_id, CASE WHEN c.document @@ q.query THEN 0.5 + ts_rank(c.document, q.query, 33) / 2 ELSE 0 END
                       AS words,
                       shared.count::float8 / (cardinality(c.trigrams) + cardinality(q.trigrams) - shared.count) AS likeness
                FROM candidates c CROSS JOIN q
                CROSS JOIN LATERAL (SELECT count(*) FROM unnest(c.trigrams) one WHERE one = ANY (q.trigrams)) shared),
            page AS (
                SELECT r.skill_id, greatest(r.words, r.likeness)::float8 AS rank FROM ranked r
                JOIN social.skills k ON k.id = r.skill_id AND k.is_listed
                WHERE (r.words > 0 OR r.likeness >= 0.2) AND (greatest(r.words, r.likeness)::float8, r.skill_id) < ($3, $4::text::uuid)
                ORDER BY 2 DESC, 1 DESC LIMIT $5)
            SELECT %s, p.rank FROM page p JOIN social.skills k ON k.id = p.skill_id %s
            ORDER BY p.rank DESC, k.id DESC""".formatted(SkillRow.COLUMNS, SkillRow.JOINS);

    private final Pool pool;
    private final CursorCodec cursors;
    private final SkillConfig limits;

    SkillListService(Pool pool, CursorCodec cursors, SkillConfig limits) {
        this.pool = pool;
        this.cursors = cursors;
        this.limits = limits;
    }

    /** @throws Problem 400 when the cursor is not one of this list */
    public Uni<SkillPage> page(SkillPageRequest request) {
        Optional<List<String>> place = request.cursor().map(cursor -> cursors.decode(request.cursorList(), cursor));
        // The first field is the time the list's first page was read at.
        Instant now = place.map(fields -> Instant.parse(fields.getFirst())).orElseGet(DatabaseTime::now);
        List<String> position =
                place.map(fields -> fields.subList(1, fields.size())).orElse(List.of());
        List<Object> values = new ArrayList<>(List.of(request.limit().plusOne()));
        String sql = sql(request, now, position, values);
        return pool.preparedQuery(sql)
                .execute(Tuple.from(values))
                .map(rows -> Rows.list(rows, SkillListService::rankedOf))
                .map(read -> Page.of(read, request.limit()))
                .map(page -> new SkillPage(page.items(), page.next(last -> cursorAfter(request, now, last))));
    }

    private String sql(SkillPageRequest request, Instant now, List<String> position, List<Object> values) {
        boolean trending = request.sort() == SkillSort.TRENDING;
        if (trending) {
            values.add(now.minus(limits.trendingWindow())
                    .truncatedTo(ChronoUnit.HOURS)
                    .atOffset(ZoneOffset.UTC));
            values.add(now.atOffset(ZoneOffset.UTC));
        }
        StringBuilder condition = new StringBuilder("k.is_listed");
        request.tag().ifPresent(tag -> {
            values.add(new String[] {tag});
            condition.append(" AND k.tags @> $").append(values.size());
        });
        request.owner().ifPresent(owner -> {
            values.add(owner.toLowerCase(Locale.ROOT));
            condition
                    .append(" AND k.owner_id = (SELECT id FROM social.agents WHERE name = $")
                    .append(values.size())
                    .append(')');
        });
        if (!position.isEmpty()) {
            condition.append(" AND ").append(request.sort().beyond(values.size() + 1));
            values.addAll(position);
        }
        String descending = request.sort().descending();
        return """
            SELECT %s, k.rank FROM (SELECT k.*, %s AS rank FROM %s WHERE %s ORDER BY %s LIMIT $1) k
            %s
            ORDER BY %s""".formatted(
                        SkillRow.COLUMNS,
                        trending ? "k.trend" : "0::float8",
                        trending ? TRENDING : "social.skills k",
                        condition,
                        descending,
                        SkillRow.JOINS,
                        descending);
    }

    private String cursorAfter(SkillPageRequest request, Instant now, RankedSkill last) {
        List<String> fields = new ArrayList<>(List.of(now.toString()));
        fields.addAll(request.sort().positionOf(last));
        return cursors.encode(request.cursorList(), fields.toArray(String[]::new));
    }

    /** The best first; nothing that a client writes makes it fail. @throws Problem 400 when nothing is sought, or by another's cursor */
    public Uni<SkillPage> search(@Nullable String sought, PageLimit limit, Optional<String> cursor) {
        String query = PlainText.required("q", sought, limits.maxQueryCharacters());
        String list = SEARCH + Sha256.hex(query);
        Optional<List<String>> place = cursor.map(given -> cursors.decode(list, given));
        Tuple values = Tuple.tuple()
                .addString(query)
                .addInteger(limits.maxCandidates())
                .addDouble(place.map(fields -> Double.valueOf(fields.get(0))).orElse(2.0))
                .addString(place.map(fields -> fields.get(1)).orElse("00000000-0000-0000-0000-000000000000"))
                .addInteger(limit.plusOne());
        return pool.preparedQuery(FIND)
                .execute(values)
                .map(rows -> Rows.list(rows, SkillListService::rankedOf))
                .map(read -> Page.of(read, limit))
                .map(page -> new SkillPage(
                        page.items(),
                        page.next(last -> cursors.encode(
                                list,
                                Double.toString(last.rank()),
                                last.skill().id().toString()))));
    }

    private static RankedSkill rankedOf(Row row) {
        return new RankedSkill(SkillRow.of(row), row.getDouble("rank"));
    }
}
