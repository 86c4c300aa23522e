package dev.tidepool.session.usage;

import dev.tidepool.kernel.db.Rows;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.session.session.SessionId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Rows of used tokens. */
@ApplicationScoped
class TokenUseRepository {

    private static final String ADD = """
            INSERT INTO session.token_use AS use
                (organization_id, day, model, session_id, answers, estimated, prompt_tokens, completion_tokens)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            ON CONFLICT (organization_id, day, model, session_id) DO UPDATE SET
                answers = use.answers + excluded.answers,
                estimated = use.estimated + excluded.estimated,
                prompt_tokens = use.prompt_tokens + excluded.prompt_tokens,
                completion_tokens = use.completion_tokens + excluded.completion_tokens""";

    private static final String SUMS = """
            coalesce(sum(answers), 0)::bigint AS answers, coalesce(sum(estimated), 0)::bigint AS estimated,
            coalesce(sum(prompt_tokens), 0)::bigint AS prompt_tokens,
            coalesce(sum(completion_tokens), 0)::bigint AS completion_tokens
            FROM session.token_use
            WHERE organization_id = $1 AND day BETWEEN $2 AND $3
              AND ($4::text IS NULL OR model = $4) AND ($5::uuid IS NULL OR session_id = $5)""";

    private static final String TOTAL = "SELECT " + SUMS;

    Uni<Void> add(
            SqlConnection transaction,
            OrganizationId organization,
            LocalDate day,
            String model,
            Optional<SessionId> session,
            TokenCount count) {
        Tuple values = Tuple.tuple()
                .addUUID(organization.value())
                .addValue(day)
                .addString(model)
                .addValue(session.map(SessionId::value).orElse(null))
                .addLong(count.answers())
                .addLong(count.estimated())
                .addLong(count.promptTokens())
                .addLong(count.completionTokens());
        return transaction.preparedQuery(ADD).execute(values).replaceWithVoid();
    }

    Uni<TokenCount> total(SqlConnection transaction, OrganizationId organization, TokenUseQuery query) {
        return transaction
                .preparedQuery(TOTAL)
                .execute(values(organization, query))
                .map(rows -> count(rows.iterator().next()));
    }

    /** Groups whose key comes after another, in the order of their keys. */
    Uni<List<TokenUseGroup>> groups(
            SqlConnection transaction,
            OrganizationId organization,
            TokenUseQuery query,
            Optional<String> after,
            int limit) {
        return transaction
                .preparedQuery(groupsBy(query.grouping().key()))
                .execute(
                        values(organization, query).addValue(after.orElse(null)).addInteger(limit))
                .map(rows -> Rows.list(rows, row -> new TokenUseGroup(row.getString("key"), count(row))));
    }

    private static String groupsBy(String key) {
        return "SELECT " + key + " AS key, " + SUMS + " AND ($6::text IS NULL OR " + key
                + " > $6) GROUP BY 1 ORDER BY 1 LIMIT $7";
    }

    private static Tuple values(OrganizationId organization, TokenUseQuery query) {
        return Tuple.tuple()
                .addUUID(organization.value())
                .addValue(query.from())
                .addValue(query.to())
                .addValue(query.model().orElse(null))
                .addValue(query.session().map(SessionId::value).orElse(null));
    }

    private static TokenCount count(Row row) {
        return new TokenCount(
                row.getLong("answers"),
                row.getLong("estimated"),
                row.getLong("prompt_tokens"),
                row.getLong("completion_tokens"));
    }
}
