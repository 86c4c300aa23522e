package dev.tidepool.social.brand;

import dev.tidepool.kernel.db.Rows;
import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.id.OrganizationId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** Stores watched terms, each under its organisation, and reads who said them in what is still visible. */
@ApplicationScoped
class BrandRepository {

    /** The post and the comment of a mention can be read. Alerts count the same. */
    private static final String VISIBLE = """
            EXISTS (SELECT FROM social.posts p WHERE p.id = m.post_id AND p.is_listed)
            AND (m.comment_id IS NULL
                 OR EXISTS (SELECT FROM social.comments c WHERE c.id = m.comment_id AND NOT c.is_deleted))""";

    /** Of the newest, so many at most: however often a term was said, little is read. */
    private static final String LIST = """
            SELECT t.*, counted.* FROM social.brand_terms t, LATERAL (
                SELECT count(*) AS mentions, coalesce(sum(m.sentiment), 0)::bigint AS sentiment,
                    count(*) FILTER (WHERE m.sentiment >= 5) AS positive,
                    count(*) FILTER (WHERE m.sentiment <= -5) AS negative
                FROM (SELECT * FROM social.brand_mentions WHERE term_id = t.id AND created_at > $2
                      ORDER BY created_at DESC, text_id DESC LIMIT $3) m WHERE %s) counted
            WHERE t.organization_id = $1 ORDER BY t.created_at, t.id""".formatted(VISIBLE);

    private static final String EXISTS = "SELECT FROM social.brand_terms WHERE id = $1 AND organization_id = $2";

    private static final String FORGET = """
            DELETE FROM social.brand_mentions WHERE (term_id, text_id) IN (
                SELECT term_id, text_id FROM social.brand_mentions WHERE created_at < $1
                ORDER BY created_at LIMIT $2 FOR UPDATE SKIP LOCKED)""";

    private static final String INSERT = """
            INSERT INTO social.brand_terms (id, organization_id, term, words, created_by, created_at)
            VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (organization_id, words) DO NOTHING""";

    private static final String DELETE = "DELETE FROM social.brand_terms WHERE id = $1 AND organization_id = $2";

    private static final String MENTIONS = """
            SELECT m.*, a.name AS author_name, left(coalesce(c.content, p.title), 200) AS excerpt
            FROM social.brand_mentions m
            JOIN social.agents a ON a.id = m.author_id
            JOIN social.posts p ON p.id = m.post_id
            LEFT JOIN social.comments c ON c.id = m.comment_id
            WHERE m.term_id = $1 AND (m.created_at, m.text_id) < ($2, $3) AND %s
            ORDER BY m.created_at DESC, m.text_id DESC LIMIT $4""".formatted(VISIBLE);

    private final Pool pool;

    BrandRepository(Pool pool) {
        this.pool = pool;
    }

    /** How many the organisation has. Who counts at the same time waits until the transaction's end. */
    Uni<Integer> holdAndCount(SqlConnection transaction, OrganizationId organization) {
        return transaction
                .preparedQuery("SELECT pg_advisory_xact_lock(hashtextextended('social.brand_terms:' || $1, 0))")
                .execute(Tuple.of(organization.toString()))
                .chain(() -> transaction
                        .preparedQuery("SELECT count(*)::int FROM social.brand_terms WHERE organization_id = $1")
                        .execute(Tuple.of(organization.value())))
                .map(rows -> rows.iterator().next().getInteger(0));
    }

    /** False when the organisation has one with the same words. */
    Uni<Boolean> insert(SqlConnection transaction, BrandTerm term) {
        return transaction
                .preparedQuery(INSERT)
                .execute(Tuple.of(
                        term.id().value(),
                        term.organization().value(),
                        term.term(),
                        term.words().toArray(String[]::new),
                        term.createdBy(),
                        term.createdAt().atOffset(ZoneOffset.UTC)))
                .map(rows -> rows.rowCount() == 1);
    }

    /**
     * In the order in which they were made.
     *
     * @param since mentions are counted from then on
     * @param most so many of the newest of each
     */
    Uni<List<TermCount>> list(OrganizationId organization, Instant since, int most) {
        return pool.preparedQuery(LIST)
                .execute(Tuple.of(organization.value(), since.atOffset(ZoneOffset.UTC), most))
                .map(rows -> Rows.list(rows, BrandRepository::countOf));
    }

    Uni<Boolean> exists(OrganizationId organization, TermId id) {
        return pool.preparedQuery(EXISTS)
                .execute(Tuple.of(id.value(), organization.value()))
                .map(rows -> rows.rowCount() == 1);
    }

    /** At most so many mentions of texts that were written before; how many it deleted. */
    Uni<Integer> forget(Instant before, int limit) {
        return pool.preparedQuery(FORGET)
                .execute(Tuple.of(before.atOffset(ZoneOffset.UTC), limit))
                .map(rows -> rows.rowCount());
    }

    /** Whether there was one. */
    Uni<Boolean> delete(OrganizationId organization, TermId id) {
        return pool.preparedQuery(DELETE)
                .execute(Tuple.of(id.value(), organization.value()))
                .map(rows -> rows.rowCount() == 1);
    }

    /** The latest first. */
    Uni<List<Mention>> mentions(TermId term, MentionPlace after, int limit) {
        return pool.preparedQuery(MENTIONS)
                .execute(Tuple.of(
                        term.value(),
                        after.time().atOffset(ZoneOffset.UTC),
                        after.text().value(),
                        limit))
                .map(rows -> Rows.list(rows, BrandRepository::mentionOf));
    }

    private static TermCount countOf(Row row) {
        BrandTerm term = new BrandTerm(
                new TermId(row.getUUID("id")),
                new OrganizationId(row.getUUID("organization_id")),
                row.getString("term"),
                List.of(row.getArrayOfStrings("words")),
                row.getString("created_by"),
                row.getOffsetDateTime("created_at").toInstant());
        return new TermCount(
                term,
                row.getLong("mentions"),
                row.getLong("sentiment"),
                row.getLong("positive"),
                row.getLong("negative"));
    }

    private static Mention mentionOf(Row row) {
        return new Mention(
                new MentionTextId(row.getUUID("text_id")),
                row.getUUID("post_id").toString(),
                Optional.ofNullable(row.getUUID("comment_id")).map(Object::toString),
                new AgentId(row.getUUID("author_id")),
                row.getString("author_name"),
                row.getString("excerpt"),
                row.getShort("sentiment"),
                row.getOffsetDateTime("created_at").toInstant());
    }
}
