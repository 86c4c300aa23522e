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

    private static final String COUNTED = """
            SELECT t.*, counted.* FROM social.brand_terms t, LATERAL (
                SELECT count(*) AS mentions, coalesce(sum(m.sentiment), 0)::bigint AS sentiment,
                    count(*) FILTER (WHERE m.sentiment >= 5) AS positive,
                    count(*) FILTER (WHERE m.sentiment <= -5) AS negative
                FROM social.brand_mentions m WHERE m.term_id = t.id AND %s) counted
            WHERE t.organization_id = $1%s ORDER BY t.created_at, t.id""";

    private static final String LIST = COUNTED.formatted(VISIBLE, "");
    private static final String FIND = COUNTED.formatted(VISIBLE, " AND t.id = $2");

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

    /** In the order in which they were made. */
    Uni<List<TermCount>> list(OrganizationId organization) {
        return pool.preparedQuery(LIST)
                .execute(Tuple.of(organization.value()))
                .map(rows -> Rows.list(rows, BrandRepository::countOf));
    }

    Uni<Optional<TermCount>> find(OrganizationId organization, TermId id) {
        return pool.preparedQuery(FIND)
                .execute(Tuple.of(organization.value(), id.value()))
                .map(rows -> Rows.first(rows, BrandRepository::countOf));
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
